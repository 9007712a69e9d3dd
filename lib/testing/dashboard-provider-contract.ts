import { describe, expect, test } from 'vitest';
import { DASHBOARDS, type DashboardProvider } from '@/lib/dashboards/dashboard-provider';

/** What every DashboardProvider promises; each driver runs it. */
export function describeDashboardProvider(name: string, open: () => DashboardProvider): void {
  describe(`DashboardProvider ${name}`, () => {
    test.each(DASHBOARDS)('%s has at least one view, each of which can be opened', async (one) => {
      const views = await open().views(one);
      expect(views.length).toBeGreaterThan(0);
      for (const view of views) {
        if (view.kind === 'charts') expect(view.path).toMatch(/^\/[a-z0-9/-]+$/);
        else {
          expect(new URL(view.url).protocol).toBe('https:');
          expect(view.expiresInSeconds).toBeGreaterThan(0);
        }
      }
    });

    test('no two dashboards share a view', async () => {
      const provider = open();
      const views = (await Promise.all(DASHBOARDS.map((one) => provider.views(one)))).flat();
      const places = views.map((view) => (view.kind === 'charts' ? view.path : view.url));
      expect(new Set(places).size).toBe(places.length);
    });
  });
}
