import { z } from 'zod';
import { count, share } from './figures';
import type { Report } from './report';
import { PERIODS, type Stretch, scopedBy, stretchesOf } from './scope';
import { sessionFilter } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

/** Below this many orders a pair says more about chance than about taste. */
const parameters = scopedBy({ least: z.int().min(1).max(1000).default(2) });

const row = z.object({
  period: z.enum(PERIODS),
  product_a: z.string(),
  name_a: z.string().nullable(),
  product_b: z.string(),
  name_b: z.string().nullable(),
  orders: count,
  orders_a: count,
  orders_b: count,
  support: share,
  confidence: share,
  lift: z.number().min(0),
});

type Parameters = z.infer<typeof parameters>;
const MOST = 200;

function build(scope: Parameters): Sql {
  // A pair is kept by either of its products, so whole orders are read.
  const wanted = pairFilter(scope);
  const lines = stretchesOf(scope).map((stretch: Stretch) => {
    return sql`  SELECT DISTINCT '${words(stretch.period)}' AS period, order_id, product_id
  FROM order_lines
  WHERE product_id IS NOT NULL AND event_ms >= ${stretch.from} AND event_ms < ${stretch.to}${sessionFilter(scope)}`;
  });
  return sql`WITH bought AS (
${unionAll(lines)}
), alone AS (
  SELECT period, product_id, count(*) AS orders FROM bought GROUP BY period, product_id
), everything AS (
  SELECT period, count(DISTINCT order_id) AS orders FROM bought GROUP BY period
), pairs AS (
  SELECT a.period, a.product_id AS product_a, b.product_id AS product_b, count(*) AS orders
  FROM bought AS a
  JOIN bought AS b ON b.period = a.period AND b.order_id = a.order_id AND b.product_id > a.product_id
  GROUP BY a.period, a.product_id, b.product_id
), measured AS (
  SELECT pairs.period, product_a, product_b, pairs.orders,
    of_a.orders AS orders_a, of_b.orders AS orders_b,
    CAST(pairs.orders AS double) / everything.orders AS support,
    CAST(pairs.orders AS double) / of_a.orders AS confidence,
    CAST(pairs.orders AS double) * everything.orders / (CAST(of_a.orders AS double) * of_b.orders) AS lift
  FROM pairs
  JOIN alone AS of_a ON of_a.period = pairs.period AND of_a.product_id = product_a
  JOIN alone AS of_b ON of_b.period = pairs.period AND of_b.product_id = product_b
  JOIN everything ON everything.period = pairs.period
  WHERE pairs.orders >= ${scope.least}${wanted}
), ranked AS (
  SELECT measured.*,
    row_number() OVER (PARTITION BY period ORDER BY orders DESC, lift DESC, product_a, product_b) AS place
  FROM measured
)
SELECT
  period,
  product_a,
  a.name AS name_a,
  product_b,
  b.name AS name_b,
  orders,
  orders_a,
  orders_b,
  support,
  confidence,
  lift
FROM ranked
LEFT JOIN products AS a ON a.product_id = product_a
LEFT JOIN products AS b ON b.product_id = product_b
WHERE place <= ${MOST}
ORDER BY period DESC, place`;
}

function pairFilter({ category, product_id }: Parameters): Sql {
  if (category.length + product_id.length === 0) return words('');
  const known = category.map((name) => sql`category = ${name}`);
  const named = product_id.map((name) => sql`product_id = ${name}`);
  const any = (pieces: readonly Sql[]) =>
    pieces.length === 0
      ? words('')
      : sql` AND (${pieces.slice(1).reduce((all, one) => sql`${all} OR ${one}`, pieces[0] as Sql)})`;
  const among = sql`SELECT product_id FROM products WHERE product_id IS NOT NULL${any(known)}${any(named)}`;
  return sql` AND (product_a IN (${among}) OR product_b IN (${among}))`;
}

/** What is bought together. */
export const productPairsReport: Report<Parameters, z.infer<typeof row>> = {
  name: 'product_pairs',
  question: 'Which products are bought together?',
  definitions: {
    period: 'current: orders placed in the range. before: in the same length of time before it.',
    product_a: 'One product of the pair: the one whose id comes first.',
    name_a: 'Its name.',
    product_b: 'The other product.',
    name_b: 'Its name.',
    orders: `Orders with both, whatever the quantities; the ${MOST} most frequent pairs of a period. A product filter keeps pairs with such a product in the catalogue.`,
    orders_a: 'Orders with the first product.',
    orders_b: 'Orders with the other one.',
    support: 'Orders with both ÷ all orders.',
    confidence: 'Orders with both ÷ orders with the first product.',
    lift: 'How many times more orders have both than if one were bought without regard to the other: orders with both × all orders ÷ (orders with the first × orders with the other).',
  },
  parameters,
  row,
  build,
};
