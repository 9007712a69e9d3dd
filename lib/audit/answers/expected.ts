import type { ReportName } from '@/lib/analytics/reports/registry';
import { byHour, pairs, paths, products, searchTerms } from './expected-details';
import type { Expected } from './expected-rows';
import { bySession, engagement, funnel, overview } from './expected-sessions';
import type { TrueSession } from './true-sessions';

/** Lists of what lies behind figures, not figures. */
export const NO_FIGURES: readonly ReportName[] = ['sessions_list', 'session_events'];
/** Bars of what engagement says in one figure. */
export const TOLD_BY_OTHERS: readonly ReportName[] = ['engagement_depth'];
/** What hangs on milliseconds, to which a clock that was off is not put right. */
export const BY_MILLISECOND: readonly ReportName[] = [
  'engagement',
  'paths',
  'overview_series',
  'new_returning',
  'engagement_hours',
  'stickiness',
  'retention',
  'search_terms',
];

/** Every report's true answer. */
export function expectedOf(
  sessions: readonly TrueSession[],
  exactTimes: boolean,
): readonly Expected[] {
  const all: readonly Expected[] = [
    overview(sessions),
    ...(['none', 'device_type', 'user_type', 'actor', 'channel'] as const).map((segment) =>
      funnel(sessions, 'ordered', segment),
    ),
    funnel(sessions, 'closed', 'none'),
    products(sessions),
    ...bySession(sessions),
    pairs(sessions),
    engagement(sessions),
    searchTerms(sessions),
    paths(sessions),
    ...byHour(sessions),
  ];
  return exactTimes ? all : all.filter(({ report }) => !BY_MILLISECOND.includes(report));
}
