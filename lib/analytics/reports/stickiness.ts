import { z } from 'zod';
import { DAY_MS } from '@/lib/common/clock';
import { count, moment, share } from './figures';
import type { Report } from './report';
import { PERIODS, type Scope, scopedBy, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, words } from './sql-text';
import { bucketsOf, localBucket } from './time-buckets';

const parameters = scopedBy({});

const row = z.object({
  period: z.enum(PERIODS),
  day_ms: moment,
  daily: count,
  weekly: count,
  monthly: count,
  stickiness: share,
});

const MONTH_DAYS = 30;
const WEEK_DAYS = 7;

/**
 * A visitor's day counts for itself and those that follow, until the visitor's next day takes over:
 * stretches that do not overlap, so that visitors of a window are a running sum of begins and ends.
 */
function build(scope: Scope): Sql {
  const daily: Scope = { ...scope, granularity: 'day' };
  const stretches = stretchesOf(daily);
  const from = Math.min(...stretches.map((stretch) => stretch.from)) - (MONTH_DAYS - 1) * DAY_MS;
  // A day more: the window begins with a whole day on the clocks of the time zone.
  const span = { period: 'current', from: from - DAY_MS, to: scope.to_ms } as const;
  const day = localBucket(daily, span, words('started_ms'));
  const cells = stretches.flatMap((stretch) =>
    bucketsOf(daily, stretch).map(
      ({ local, start }) => `('${stretch.period}', ${local / DAY_MS}, ${start})`,
    ),
  );
  const window = (days: number, weekly: number, monthly: number) =>
    `SELECT CASE WHEN next_day - day_number < ${days} THEN next_day ELSE day_number + ${days} END AS day_number, ${weekly} AS weekly, ${monthly} AS monthly FROM followed`;
  return sql`WITH visits AS (
  SELECT DISTINCT visitor, (${day}) / ${words(String(DAY_MS))} AS day_number
  FROM sessions
  WHERE ${startedIn(scope, span)}
), followed AS (
  SELECT day_number,
    coalesce(lead(day_number) OVER (PARTITION BY visitor ORDER BY day_number), day_number + ${words(String(MONTH_DAYS))}) AS next_day
  FROM visits
), cells AS (
  SELECT period, day_number, day_ms FROM (VALUES ${words(cells.join(', '))}) AS t(period, day_number, day_ms)
), changes AS (
  SELECT day_number, 1 AS weekly, 1 AS monthly FROM followed
  UNION ALL
  ${words(window(WEEK_DAYS, -1, 0))}
  UNION ALL
  ${words(window(MONTH_DAYS, 0, -1))}
  UNION ALL
  SELECT day_number, 0 AS weekly, 0 AS monthly FROM cells
), days AS (
  SELECT day_number, sum(weekly) AS weekly, sum(monthly) AS monthly
  FROM changes GROUP BY day_number
), running AS (
  SELECT day_number, sum(weekly) OVER (ORDER BY day_number) AS weekly,
    sum(monthly) OVER (ORDER BY day_number) AS monthly
  FROM days
), present AS (
  SELECT day_number, count(*) AS daily FROM visits GROUP BY day_number
)
SELECT
  cells.period,
  cells.day_ms,
  coalesce(daily, 0) AS daily,
  weekly,
  monthly,
  CAST(coalesce(daily, 0) AS double) / nullif(monthly, 0) AS stickiness
FROM cells
JOIN running ON running.day_number = cells.day_number
LEFT JOIN present ON present.day_number = cells.day_number
ORDER BY cells.period DESC, cells.day_ms`;
}

/** How many of a month's visitors are here on a day. */
export const stickinessReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'stickiness',
  question: 'How many of a month’s visitors are here on any day?',
  definitions: {
    period: 'current: the days of the range. before: those of the same length of time before it.',
    day_ms:
      'When the day starts in the time zone, in epoch milliseconds. Days are whole but for the last one, which ends with the range.',
    daily: 'Visitors with a session in the scope that started on the day, by user_id.',
    weekly: 'Visitors with one on the day or on one of the 6 days before it.',
    monthly:
      'Visitors with one on the day or on one of the 29 days before it, also before the range starts.',
    stickiness: 'Daily ÷ monthly visitors; empty without any.',
  },
  parameters,
  row,
  build,
};
