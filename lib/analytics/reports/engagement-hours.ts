import { z } from 'zod';
import { facts } from './facts';
import type { Figure } from './figure-blocks';
import { count, money, share } from './figures';
import { type Report, USUAL_WAY, type Way } from './report';
import { PERIODS, type Scope, scopedBy, stretchesOf } from './scope';
import { type Sql, sql, unionAll, words } from './sql-text';
import { hourOf, localBucket, weekdayOf } from './time-buckets';

const parameters = scopedBy({});

const row = z.object({
  period: z.enum(PERIODS),
  weekday: z.int().min(1).max(7),
  hour: z.int().min(0).max(23),
  events: count,
  sessions: count,
  converting_sessions: count,
  conversion: share,
  orders: count,
  revenue: money,
});

const SUMS: readonly Figure[] = ['events', 'sessions', 'converting_sessions', 'orders', 'revenue'];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function build(scope: Scope, way: Way = USUAL_WAY): Sql {
  const stretches = stretchesOf(scope);
  const blocks = stretches.map((stretch) => {
    const bucket = (ms: Sql) => localBucket({ ...scope, granularity: 'hour' }, stretch, ms);
    return facts(scope, stretch, { figures: SUMS, by: [], bucket }, way);
  });
  const cells = stretches.flatMap(({ period }) =>
    WEEKDAYS.flatMap((day) => HOURS.map((hour) => `('${period}', ${day}, ${hour})`)),
  );
  const bucket = words('bucket');
  return sql`WITH facts AS (
${unionAll(blocks)}
), figures AS (
  SELECT period, ${weekdayOf(bucket)} AS weekday, ${hourOf(bucket)} AS hour_of_day,
    ${words(SUMS.map((figure) => `sum(${figure}) AS ${figure}`).join(', '))}
  FROM facts
  GROUP BY 1, 2, 3
), cells AS (
  SELECT period, weekday, hour_of_day
  FROM (VALUES ${words(cells.join(', '))}) AS t(period, weekday, hour_of_day)
)
SELECT
  cells.period,
  cells.weekday,
  cells.hour_of_day AS "hour",
  coalesce(events, 0) AS events,
  coalesce(sessions, 0) AS sessions,
  coalesce(converting_sessions, 0) AS converting_sessions,
  CAST(converting_sessions AS double) / nullif(sessions, 0) AS conversion,
  coalesce(orders, 0) AS orders,
  coalesce(CAST(revenue AS double), 0e0) AS revenue
FROM cells
LEFT JOIN figures ON figures.period = cells.period AND figures.weekday = cells.weekday
  AND figures.hour_of_day = cells.hour_of_day
ORDER BY cells.period DESC, cells.weekday, cells.hour_of_day`;
}

/** When in the week people come. */
export const engagementHoursReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'engagement_hours',
  question: 'At which hours of the week are people here?',
  definitions: {
    period: 'current: the range. before: the same length of time that ends where the range starts.',
    weekday: 'Day of the week on the clocks of the time zone: 1 is Monday, 7 is Sunday.',
    hour: 'Hour of the day on the same clocks, 0 to 23.',
    events: 'Events that happened in that hour, over all weeks of the period.',
    sessions: 'Sessions that started in it.',
    converting_sessions: 'Those sessions that hold a purchase.',
    conversion: 'Sessions with a purchase ÷ sessions; empty without sessions.',
    orders: 'Orders placed in it.',
    revenue: 'What those orders came to, in EUR.',
  },
  parameters,
  row,
  build,
};
