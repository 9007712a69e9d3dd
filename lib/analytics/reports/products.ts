import { z } from 'zod';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { average, count, money, share } from './figures';
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

/** The figures of `products_daily`, and how events give those that are theirs. */
const OF_EVENTS = {
  views: `count_if(${VIEWED})`,
  clicks: `count_if(${CLICKED})`,
  add_to_carts: `count_if(${ADDED})`,
  cart_units: `sum(CASE WHEN ${ADDED} THEN quantity END)`,
  purchase_lines: `count_if(${BOUGHT})`,
  orders: `count(DISTINCT CASE WHEN ${BOUGHT} THEN order_id END)`,
  units: `sum(CASE WHEN ${BOUGHT} THEN quantity END)`,
  revenue: `sum(CASE WHEN ${BOUGHT} THEN quantity * unit_price END)`,
} as const;
/** The first time a session did it to the product, and what is counted then. */
const OF_SESSIONS = {
  view_sessions: { ms: 'viewed_ms', sql: 'count(*)' },
  cart_sessions: { ms: 'added_ms', sql: 'count(*)' },
  purchase_sessions: { ms: 'bought_ms', sql: 'count(*)' },
  abandoned_sessions: { ms: 'added_ms', sql: 'count_if(bought_ms IS NULL)' },
} as const;
const FIGURES = [...Object.keys(OF_EVENTS), ...Object.keys(OF_SESSIONS)];

/** The figures in order, each as given or 0. */
const figureList = (given: Readonly<Record<string, string>>) =>
  words(FIGURES.map((figure) => `${given[figure] ?? '0'} AS ${figure}`).join(', '));

/**
 * Figures of one stretch as rows to be summed: whole UTC days from `products_daily`, the rest from
 * events.
 */
function facts(scope: Scope, stretch: Stretch, way: Way): Sql {
  const from = Math.ceil(stretch.from / DAY_MS) * DAY_MS;
  const to = Math.floor(stretch.to / DAY_MS) * DAY_MS;
  if (way === 'plain' || from >= to) return fromEvents(scope, stretch);
  const ends = [
    { ...stretch, to: from },
    { ...stretch, from: to },
  ].filter((end) => end.from < end.to);
  const sums = Object.fromEntries(FIGURES.map((figure) => [figure, `sum(${figure})`]));
  const days = sql`  SELECT '${words(stretch.period)}' AS period, product_id, ${figureList(sums)}
  FROM products_daily
  WHERE dt >= ${utcDate(from)} AND dt < ${utcDate(to)}${eventFilter(scope)}${sessionFilter(scope)}
  GROUP BY product_id`;
  return unionAll([days, ...ends.map((end) => fromEvents(scope, end))]);
}

const utcDate = (ms: number) => toIso(ms).slice(0, 10);

function fromEvents(scope: Scope, stretch: Stretch): Sql {
  const { period, from, to } = stretch;
  const acts = sql`  SELECT '${words(period)}' AS period, product_id, ${figureList(OF_EVENTS)}
  FROM events
  WHERE product_id IS NOT NULL AND ${happenedIn(scope, stretch)}
    AND ((${words(VIEWED)}) OR (${words(CLICKED)}) OR ${words(ADDED)} OR ${words(BOUGHT)})
  GROUP BY product_id`;
  // All that the sessions of the stretch did, since its first view may lie before the stretch and its
  // purchase after.
  const firsts = sql`SELECT session_id, product_id,
      min(CASE WHEN ${words(VIEWED)} THEN event_ms END) AS viewed_ms,
      min(CASE WHEN ${words(ADDED)} THEN event_ms END) AS added_ms,
      min(CASE WHEN ${words(BOUGHT)} THEN event_ms END) AS bought_ms
    FROM events
    WHERE product_id IS NOT NULL${eventFilter(scope)}
      AND ((${words(VIEWED)}) OR ${words(ADDED)} OR ${words(BOUGHT)})
      AND session_id IN (SELECT session_id FROM sessions
        WHERE started_ms < ${to} AND ended_ms >= ${from}${sessionFilter(scope)})
    GROUP BY session_id, product_id`;
  const counted = Object.entries(OF_SESSIONS).map(
    ([
      figure,
      { ms, sql: counting },
    ]) => sql`  SELECT '${words(period)}' AS period, product_id, ${figureList({ [figure]: counting })}
  FROM (${firsts}) AS firsts
  WHERE ${words(ms)} >= ${from} AND ${words(ms)} < ${to}
  GROUP BY product_id`,
  );
  return unionAll([acts, ...counted]);
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
