import { z } from 'zod';
import { facts } from './facts';
import type { Figure } from './figure-blocks';
import { count, moment, money, share } from './figures';
import { type Report, USUAL_WAY, type Way } from './report';
import { PERIODS, type Scope, scopedBy, stretchesOf } from './scope';
import { type Sql, sql, unionAll, words } from './sql-text';
import { bucketsOf, localBucket, withinBuckets } from './time-buckets';

const parameters = scopedBy({}).check(withinBuckets);

const row = z.object({
  period: z.enum(PERIODS),
  bucket_ms: moment,
  events: count,
  views: count,
  clicks: count,
  add_to_carts: count,
  orders: count,
  revenue: money,
  sessions: count,
  converting_sessions: count,
  conversion: share,
});

const SUMS: readonly Figure[] = [
  'events',
  'views',
  'clicks',
  'add_to_carts',
  'orders',
  'revenue',
  'sessions',
  'converting_sessions',
];

function build(scope: Scope, way: Way = USUAL_WAY): Sql {
  const stretches = stretchesOf(scope);
  const blocks = stretches.map((stretch) => {
    const bucket = (ms: Sql) => localBucket(scope, stretch, ms);
    return facts(scope, stretch, { figures: SUMS, by: [], bucket }, way);
  });
  const cells = stretches.flatMap((stretch) =>
    bucketsOf(scope, stretch).map(
      ({ local, start }) => `('${stretch.period}', ${local}, ${start})`,
    ),
  );
  return sql`WITH facts AS (
${unionAll(blocks)}
), figures AS (
  SELECT period, bucket, ${words(SUMS.map((figure) => `sum(${figure}) AS ${figure}`).join(', '))}
  FROM facts
  GROUP BY period, bucket
), cells AS (
  SELECT period, bucket, bucket_ms FROM (VALUES ${words(cells.join(', '))}) AS t(period, bucket, bucket_ms)
)
SELECT
  cells.period,
  cells.bucket_ms,
  coalesce(events, 0) AS events,
  coalesce(views, 0) AS views,
  coalesce(clicks, 0) AS clicks,
  coalesce(add_to_carts, 0) AS add_to_carts,
  coalesce(orders, 0) AS orders,
  coalesce(CAST(revenue AS double), 0e0) AS revenue,
  coalesce(sessions, 0) AS sessions,
  coalesce(converting_sessions, 0) AS converting_sessions,
  CAST(converting_sessions AS double) / nullif(sessions, 0) AS conversion
FROM cells
LEFT JOIN figures ON figures.period = cells.period AND figures.bucket = cells.bucket
ORDER BY cells.period DESC, cells.bucket_ms`;
}

/** The overview step by step; every bucket of the range has a row, also one without events. */
export const overviewSeriesReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'overview_series',
  question: 'How does it change over time?',
  definitions: {
    period:
      'current: the range. before: the same length of time that ends where the range starts; its rows pair with the current ones by their order.',
    bucket_ms:
      'When the hour, day, week (from Monday) or month starts on the clocks of the time zone, in epoch milliseconds. The first one may start before the range and the last one end after it; only what lies in the range is counted. An hour that the clocks repeat is one bucket.',
    events: 'Events that happened in the bucket, each counted once by event_id.',
    views: 'Page views.',
    clicks: 'Clicks on what the shop declares as worth one.',
    add_to_carts: 'Times something was added to a cart.',
    orders: 'Distinct order_id of purchase events.',
    revenue: 'Sum of quantity × unit_price over purchase events, in EUR.',
    sessions: 'Sessions that started in the bucket.',
    converting_sessions: 'Those sessions that hold a purchase, whenever it happened.',
    conversion: 'Sessions with a purchase ÷ sessions; empty without sessions.',
  },
  parameters,
  row,
  build,
};
