import type { ReportName } from '@/lib/analytics/reports/registry';
import { byHour, pairs, paths, products, searchTerms } from './expected-details';
import { bySession, engagement, funnel, overview } from './expected-sessions';
import type { TrueSession } from './true-sessions';

type Value = string | number | null | undefined;

/** What a report must say of a run: all its rows, and of each these columns. */
export interface Expected {
  readonly report: ReportName;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Columns that tell its rows apart. */
  readonly keys: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** It lists only the most frequent. */
  readonly mayLack?: boolean;
}

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
