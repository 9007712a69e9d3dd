import { expect, test } from 'vitest';
import { describeDashboardProvider } from '@/lib/testing/dashboard-provider-contract';
import { createChartsProvider } from './charts';
import { createMemoryDashboards } from './memory';

describeDashboardProvider('charts', createChartsProvider);
describeDashboardProvider('memory', createMemoryDashboards);
describeDashboardProvider('memory with a frame', () =>
  createMemoryDashboards({
    funnel: [{ kind: 'frame', url: 'https://quick.example/embed/1', expiresInSeconds: 300 }],
  }),
);

test('charts are pages of the admin', async () => {
  expect(await createChartsProvider().views('funnel')).toEqual([
    { kind: 'charts', path: '/admin/funnel' },
  ]);
});
