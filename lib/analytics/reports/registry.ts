import type { z } from 'zod';
import { acquisitionReport } from './acquisition';
import { cartAbandonmentReport } from './cart-abandonment';
import { devicesReport } from './devices';
import { engagementReport } from './engagement';
import { engagementDepthReport } from './engagement-depth';
import { engagementHoursReport } from './engagement-hours';
import { experimentsReport } from './experiments';
import { funnelReport } from './funnel';
import { geographyReport } from './geography';
import { newReturningReport } from './new-returning';
import { overviewReport } from './overview';
import { overviewSeriesReport } from './overview-series';
import { pathsReport } from './paths';
import { productPairsReport } from './product-pairs';
import { productsReport } from './products';
import type { Report } from './report';
import { retentionReport } from './retention';
import { searchTermsReport } from './search-terms';
import { sessionEventsReport } from './session-events';
import { sessionsListReport } from './sessions-list';
import { sessionsTotalReport } from './sessions-total';
import { stickinessReport } from './stickiness';

/** Every report there is, by name. */
export const REPORTS = {
  overview: overviewReport,
  overview_series: overviewSeriesReport,
  funnel: funnelReport,
  products: productsReport,
  engagement: engagementReport,
  engagement_hours: engagementHoursReport,
  engagement_depth: engagementDepthReport,
  stickiness: stickinessReport,
  acquisition: acquisitionReport,
  geography: geographyReport,
  devices: devicesReport,
  new_returning: newReturningReport,
  cart_abandonment: cartAbandonmentReport,
  search_terms: searchTermsReport,
  sessions_list: sessionsListReport,
  sessions_total: sessionsTotalReport,
  session_events: sessionEventsReport,
  product_pairs: productPairsReport,
  paths: pathsReport,
  retention: retentionReport,
  experiments: experimentsReport,
} as const;

export type ReportName = keyof typeof REPORTS;
export type ReportRow<N extends ReportName> = z.infer<(typeof REPORTS)[N]['row']>;
export type ReportParameters<N extends ReportName> = z.infer<(typeof REPORTS)[N]['parameters']>;

/** The report of that name, or null. */
export function reportNamed(name: string): Report<unknown, unknown> | null {
  return Object.hasOwn(REPORTS, name) ? REPORTS[name as ReportName] : null;
}
