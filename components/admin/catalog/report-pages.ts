import type { ReportName } from '@/lib/analytics/reports/registry';

/** The page that shows a report. */
export const REPORT_PAGES: Readonly<Record<ReportName, string>> = {
  overview: '/admin',
  overview_series: '/admin',
  funnel: '/admin/funnel',
  products: '/admin/products',
  engagement: '/admin/engagement',
  engagement_hours: '/admin/engagement',
  engagement_depth: '/admin/engagement',
  stickiness: '/admin/engagement',
  acquisition: '/admin/acquisition',
  geography: '/admin/geography',
  devices: '/admin/devices',
  new_returning: '/admin/visitors',
  cart_abandonment: '/admin/carts',
  search_terms: '/admin/search-terms',
  sessions_list: '/admin/sessions',
  sessions_total: '/admin/sessions',
  session_events: '/admin/sessions',
  product_pairs: '/admin/products',
  paths: '/admin/paths',
  retention: '/admin/visitors',
  experiments: '/admin/experiments',
};

/** The page of a report by its name; the overview's of one that has none. */
export function pageOfReport(name: string): string {
  return Object.hasOwn(REPORT_PAGES, name) ? REPORT_PAGES[name as ReportName] : '/admin';
}
