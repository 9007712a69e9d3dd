import type { DashboardName, DashboardProvider, DashboardView } from './dashboard-provider';

/** The in-memory twin: shows what it was given, else a page of that name. */
export function createMemoryDashboards(
  views: Partial<Record<DashboardName, readonly [DashboardView, ...DashboardView[]]>> = {},
): DashboardProvider {
  return {
    name: 'memory',
    views: async (dashboard) =>
      views[dashboard] ?? [{ kind: 'charts', path: `/memory/${dashboard}` }],
  };
}
