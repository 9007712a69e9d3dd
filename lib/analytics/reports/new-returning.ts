import { z } from 'zod';
import { USER_TYPES } from '@/lib/events/vocabulary';
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
  user_type: z.enum(USER_TYPES),
  sessions: count,
  bounces: count,
  converting_sessions: count,
  conversion: share,
  orders: count,
  revenue: money,
});

const SUMS: readonly Figure[] = ['sessions', 'bounces', 'converting_sessions', 'orders', 'revenue'];

function build(scope: Scope, way: Way = USUAL_WAY): Sql {
  const stretches = stretchesOf(scope);
  const blocks = stretches.map((stretch) => {
    const bucket = (ms: Sql) => localBucket(scope, stretch, ms);
    return facts(scope, stretch, { figures: SUMS, by: ['user_type'], bucket }, way);
  });
  const cells = stretches.flatMap((stretch) =>
    bucketsOf(scope, stretch).flatMap(({ local, start }) =>
      USER_TYPES.map((type) => `('${stretch.period}', ${local}, ${start}, '${type}')`),
    ),
  );
  return sql`WITH facts AS (
${unionAll(blocks)}
), figures AS (
  SELECT period, bucket, user_type, ${words(SUMS.map((figure) => `sum(${figure}) AS ${figure}`).join(', '))}
  FROM facts
  GROUP BY period, bucket, user_type
), cells AS (
  SELECT period, bucket, bucket_ms, user_type
  FROM (VALUES ${words(cells.join(', '))}) AS t(period, bucket, bucket_ms, user_type)
)
SELECT
  cells.period,
  cells.bucket_ms,
  cells.user_type,
  coalesce(sessions, 0) AS sessions,
  coalesce(bounces, 0) AS bounces,
  coalesce(converting_sessions, 0) AS converting_sessions,
  CAST(converting_sessions AS double) / nullif(sessions, 0) AS conversion,
  coalesce(orders, 0) AS orders,
  coalesce(CAST(revenue AS double), 0e0) AS revenue
FROM cells
LEFT JOIN figures ON figures.period = cells.period AND figures.bucket = cells.bucket
  AND figures.user_type = cells.user_type
ORDER BY cells.period DESC, cells.bucket_ms, cells.user_type`;
}

/** Visitors who are here for the first time beside those who came back. */
export const newReturningReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'new_returning',
  question: 'Do visitors come back, and do they buy more when they do?',
  definitions: {
    period: 'current: the range. before: the same length of time that ends where the range starts.',
    bucket_ms:
      'When the hour, day, week or month starts in the time zone, in epoch milliseconds; every one of the range has its rows.',
    user_type: 'new during a visitor’s first session, else returning.',
    sessions: 'Sessions that started in the bucket.',
    bounces: 'Those with one view at most and no click, add_to_cart or purchase.',
    converting_sessions: 'Those that hold a purchase, whenever it happened.',
    conversion: 'Sessions with a purchase ÷ sessions; empty without sessions.',
    orders: 'Orders placed in the bucket by visitors of that kind.',
    revenue: 'What those orders came to, in EUR.',
  },
  parameters,
  row,
  build,
};
