import { z } from 'zod';
import { DAY_MS } from '@/lib/common/clock';
import { count, moment, share } from './figures';
import type { Report } from './report';
import { type Scope, scopedBy } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, words } from './sql-text';
import { bucketsOf, localBucket } from './time-buckets';

const MAX_DAYS = 62;

const parameters = scopedBy({ every: z.enum(['day', 'week']).default('week') }).check(
  ({ value, issues }) => {
    if (value.every === 'week' || value.to_ms - value.from_ms <= MAX_DAYS * DAY_MS) return;
    const message = `${MAX_DAYS} days at most can be followed one by one`;
    issues.push({ code: 'custom', path: ['every'], message, input: value });
  },
);

const row = z.object({
  cohort_ms: moment,
  cohort_visitors: count,
  since: count,
  visitors: count,
  share,
});

type Parameters = z.infer<typeof parameters>;

function build(parameters: Parameters): Sql {
  const scope: Scope = { ...parameters, granularity: parameters.every };
  const range = { period: 'current', from: scope.from_ms, to: scope.to_ms } as const;
  const step = (parameters.every === 'week' ? 7 : 1) * DAY_MS;
  const buckets = bucketsOf(scope, range);
  const cells = buckets.flatMap(({ local, start }, i) =>
    buckets.slice(i).map((_, since) => `(${local}, ${start}, ${since})`),
  );
  const bucket = localBucket(scope, range, words('started_ms'));
  return sql`WITH firsts AS (
  SELECT visitor, min(${bucket}) AS cohort
  FROM sessions
  WHERE user_type = 'new' AND ${startedIn(scope, range)}
  GROUP BY visitor
), visits AS (
  SELECT DISTINCT visitor, ${bucket} AS bucket
  FROM sessions
  WHERE started_ms >= ${range.from} AND started_ms < ${range.to}
), cohorts AS (
  SELECT cohort, count(*) AS cohort_visitors FROM firsts GROUP BY cohort
), returned AS (
  SELECT cohort, (bucket - cohort) / ${words(String(step))} AS since, count(*) AS visitors
  FROM firsts JOIN visits ON visits.visitor = firsts.visitor
  WHERE bucket >= cohort
  GROUP BY 1, 2
), cells AS (
  SELECT cohort, cohort_ms, since FROM (VALUES ${words(cells.join(', '))}) AS t(cohort, cohort_ms, since)
)
SELECT
  cells.cohort_ms,
  cohort_visitors,
  cells.since,
  coalesce(visitors, 0) AS visitors,
  CAST(coalesce(visitors, 0) AS double) / cohort_visitors AS share
FROM cells
JOIN cohorts ON cohorts.cohort = cells.cohort
LEFT JOIN returned ON returned.cohort = cells.cohort AND returned.since = cells.since
ORDER BY cells.cohort_ms, cells.since`;
}

/** How many of those who came first in a week are here in the weeks after it. */
export const retentionReport: Report<Parameters, z.infer<typeof row>> = {
  name: 'retention',
  question: 'Do new visitors come back in the weeks after?',
  definitions: {
    cohort_ms:
      'When the week (from Monday) or day starts, on the clocks of the time zone, in which these visitors had their first session; epoch milliseconds. Rows are of cohorts that have visitors.',
    cohort_visitors:
      'Visitors whose first session, by its user_type new, started then and in the range. The filters are on that session.',
    since: 'Whole weeks or days after that, 0 being the same one, up to the end of the range.',
    visitors: 'Those of them with any session that started then and in the range.',
    share: 'Those ÷ the visitors of the cohort.',
  },
  parameters,
  row,
  build,
};
