import { chartsView, type DashboardProvider } from './dashboard-provider';

/** Our own charts: each dashboard is a page of the admin. */
export function createChartsProvider(): DashboardProvider {
  return {
    name: 'charts',
    views: async (dashboard) => [chartsView(dashboard)],
  };
}
