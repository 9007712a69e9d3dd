import { z } from 'zod';
import { average, count, money, share } from './figures';
import { COUNTS, cut, productsTable, within } from './grains';
import { type Report, USUAL_WAY, type Way } from './report';
import { PERIODS, type Scope, type Stretch, scopedBy, stretchesOf } from './scope';
import { eventFilter, happenedIn, sessionFilter } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({});

const row = z.object({
  period: z.enum(PERIODS),
  product_id: z.string(),
  name: z.string().nullable(),
  category: z.string().nullable(),
  views: count,
  clicks: count,
  add_to_carts: count,
  cart_units: count,
  purchase_lines: count,
  orders: count,
  units: count,
  revenue: money,
  view_sessions: count,
  cart_sessions: count,
  purchase_sessions: count,
  abandoned_sessions: count,
  cart_rate: average,
  buy_rate: average,
  abandonment: share,
});

const VIEWED = `event_type = 'view' AND page = 'product'`;
const CLICKED = `event_type = 'click' AND element = 'product_tile'`;
const ADDED = `event_type = 'add_to_cart'`;
const BOUGHT = `event_type = 'purchase'`;

/** The figures of `products_daily` that count acts, as events give them. */
const OF_EVENTS: Readonly<Record<string, string>> = {
  views: `count_if(${VIEWED})`,
  clicks: `count_if(${CLICKED})`,
  add_to_carts: `count_if(${ADDED})`,
  cart_units: `sum(CASE WHEN ${ADDED} THEN quantity END)`,
  purchase_lines: `count_if(${BOUGHT})`,
  orders: `count(DISTINCT CASE WHEN ${BOUGHT} THEN order_id END)`,
  units: `sum(CASE WHEN ${BOUGHT} THEN quantity END)`,
  revenue: `sum(CASE WHEN ${BOUGHT} THEN quantity * unit_price END)`,
};
/** Those that count sessions: the first time one did it to the product, and what else has to hold. */
const OF_SESSIONS = {
  view_sessions: ['viewed_ms', 'true'],
  cart_sessions: ['added_ms', 'true'],
  purchase_sessions: ['bought_ms', 'true'],
  abandoned_sessions: ['added_ms', 'bought_ms IS NULL'],
} as const;
const FIGURES = [...Object.keys(OF_EVENTS), ...Object.keys(OF_SESSIONS)];

/**
 * Figures of one stretch as rows to be summed: whole UTC days and quarters of an hour from the tables,
 * the rest from events.
 */
function facts(scope: Scope, stretch: Stretch, way: Way): Sql {
  const { whole, ends } = cut(stretch, way === 'modelled' ? ['day', 'quarter'] : []);
  const sums = FIGURES.map((figure) => `sum(${figure}) AS ${figure}`).join(', ');
  const counted = [...whole].map(([grain, spans]) => {
    return sql`  SELECT '${words(stretch.period)}' AS period, product_id, ${words(sums)}
  FROM ${words(productsTable(scope, grain))}
  WHERE ${within(spans, COUNTS[grain])}${eventFilter(scope)}${sessionFilter(scope)}
  GROUP BY product_id`;
  });
  return unionAll([...counted, ...ends.map((end) => fromEvents(scope, end))]);
}

function fromEvents(scope: Scope, stretch: Stretch): Sql {
  const { period, from, to } = stretch;
  const acts = FIGURES.map((figure) => `${OF_EVENTS[figure] ?? '0'} AS ${figure}`);
  // Athena takes no ? here; these are whole numbers of milliseconds.
  const sessions = Object.entries(OF_SESSIONS).map(
    ([figure, [ms, test]]) =>
      `count_if(${ms} >= ${from} AND ${ms} < ${to} AND ${test}) AS ${figure}`,
  );
  const firsts = [...Object.keys(OF_EVENTS).map((figure) => `0 AS ${figure}`), ...sessions];
  // The second reads all that the sessions of the stretch did, since the first view of a product may
  // lie before the stretch and its purchase after it.
  return sql`  SELECT '${words(period)}' AS period, product_id, ${words(acts.join(', '))}
  FROM events
  WHERE product_id IS NOT NULL AND ${happenedIn(scope, stretch)}
  GROUP BY product_id
  UNION ALL
  SELECT '${words(period)}' AS period, product_id, ${words(firsts.join(', '))}
  FROM (
    SELECT session_id, product_id,
      min(CASE WHEN ${words(VIEWED)} THEN event_ms END) AS viewed_ms,
      min(CASE WHEN ${words(ADDED)} THEN event_ms END) AS added_ms,
      min(CASE WHEN ${words(BOUGHT)} THEN event_ms END) AS bought_ms
    FROM events
    WHERE product_id IS NOT NULL${eventFilter(scope)}
      AND session_id IN (SELECT session_id FROM sessions
        WHERE started_ms < ${to} AND ended_ms >= ${from}${sessionFilter(scope)})
    GROUP BY session_id, product_id
  ) AS firsts
  GROUP BY product_id`;
}

function build(scope: Scope, way: Way = USUAL_WAY): Sql {
  const sums = FIGURES.map((figure) => `coalesce(sum(${figure}), 0) AS ${figure}`).join(', ');
  return sql`WITH facts AS (
${unionAll(stretchesOf(scope).map((stretch) => facts(scope, stretch, way)))}
), figures AS (
  SELECT period, product_id, ${words(sums)}
  FROM facts
  GROUP BY period, product_id
)
SELECT
  period,
  figures.product_id,
  products.name,
  products.category,
  views,
  clicks,
  add_to_carts,
  cart_units,
  purchase_lines,
  orders,
  units,
  CAST(revenue AS double) AS revenue,
  view_sessions,
  cart_sessions,
  purchase_sessions,
  abandoned_sessions,
  CAST(cart_sessions AS double) / nullif(view_sessions, 0) AS cart_rate,
  CAST(purchase_sessions AS double) / nullif(view_sessions, 0) AS buy_rate,
  CAST(abandoned_sessions AS double) / nullif(cart_sessions, 0) AS abandonment
FROM figures
LEFT JOIN products ON products.product_id = figures.product_id
WHERE views + clicks + add_to_carts + purchase_lines > 0
ORDER BY period DESC, revenue DESC, views DESC, figures.product_id`;
}

/** Product performance: what is looked at, put into carts, bought, and left there. */
export const productsReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'products',
  question: 'Which products sell, and which are left in the cart?',
  definitions: {
    period:
      'current: what happened in the range. before: in the same length of time before it. A product without any act in a period has no row there.',
    product_id: 'The product, by its catalogue id.',
    name: 'Its name; empty where the catalogue does not know it.',
    category: 'Its category.',
    views: 'Views of its page.',
    clicks: 'Clicks on its tiles.',
    add_to_carts: 'Times it was added to a cart, whatever the quantity.',
    cart_units: 'Units added to carts.',
    purchase_lines: 'Order lines with it.',
    orders: 'Orders with it.',
    units: 'Units bought.',
    revenue: 'Sum of quantity × unit_price of its order lines, in EUR.',
    view_sessions:
      'Sessions that viewed its page; a session counts at its first view of it, so that periods add up.',
    cart_sessions: 'Sessions that added it to the cart, counted at the first time.',
    purchase_sessions: 'Sessions that bought it, counted at the first time.',
    abandoned_sessions:
      'Lost carts: of cart_sessions, those that did not buy it in the same session.',
    cart_rate:
      'Sessions that added it ÷ sessions that viewed its page; above 1 where it is added from tiles.',
    buy_rate: 'Sessions that bought it ÷ sessions that viewed its page.',
    abandonment: 'Lost carts ÷ sessions that added it.',
  },
  parameters,
  row,
  build,
};
