import { z } from 'zod';
import { ACTORS } from '@/lib/events/vocabulary';
import type { Report } from './report';
import { PERIODS, type Scope, scopedBy, stretchesOf } from './scope';
import { joined, type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({}).refine(({ channel }) => channel.length === 0, {
  path: ['channel'],
  message: 'sessions are not modelled yet, so there is no channel to filter by',
});

const count = z.int().min(0);

const row = z.object({
  period: z.enum(PERIODS),
  actor: z.enum(['all', ...ACTORS]),
  events: count,
  views: count,
  clicks: count,
  add_to_carts: count,
  purchase_lines: count,
  orders: count,
  revenue: z.number().min(0),
  sessions: count,
  visitors: count,
  converting_sessions: count,
  conversion: z.number().min(0).max(1).nullable(),
  average_order_value: z.number().min(0).nullable(),
});

export type OverviewParameters = z.infer<typeof parameters>;
export type OverviewRow = z.infer<typeof row>;

/** Each column by which events of the scope can be told, and the values that are asked for. */
function filters(scope: Scope): Sql {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['actor', scope.actor],
    ['device_type', scope.device_type],
    ['substr(location, 1, 2)', scope.country],
    ['user_type', scope.user_type],
    ['product_id', scope.product_id],
  ];
  const kept = lists.filter(([, values]) => values.length > 0);
  const pieces = kept.map(([column, values]) => sql` AND ${words(column)} IN (${list(values)})`);
  if (scope.category.length > 0) {
    const among = sql`SELECT product_id FROM products WHERE category IN (${list(scope.category)})`;
    pieces.push(sql` AND product_id IN (${among})`);
  }
  return joined(pieces, '');
}

const list = (values: readonly string[]) =>
  joined(
    values.map((value) => sql`${value}`),
    ', ',
  );

function build(scope: Scope): Sql {
  const stretches = stretchesOf(scope);
  const scoped = stretches.map(
    ({ period, from, to }) => sql`  SELECT '${words(period)}' AS period,
    actor, event_type, session_id, user_id, order_id, quantity, unit_price
  FROM events
  WHERE event_ms >= ${from} AND event_ms < ${to}${filters(scope)}`,
  );
  const cells = stretches.flatMap(({ period }) =>
    ['all', ...ACTORS].map((actor) => `('${period}', '${actor}')`),
  );
  return sql`WITH scoped AS (
${unionAll(scoped)}
), figures AS (
  SELECT
    period,
    coalesce(actor, 'all') AS actor,
    count(*) AS events,
    count_if(event_type = 'view') AS views,
    count_if(event_type = 'click') AS clicks,
    count_if(event_type = 'add_to_cart') AS add_to_carts,
    count_if(event_type = 'purchase') AS purchase_lines,
    count(DISTINCT CASE WHEN event_type = 'purchase' THEN order_id END) AS orders,
    CAST(sum(CASE WHEN event_type = 'purchase' THEN quantity * unit_price END) AS double) AS revenue,
    count(DISTINCT session_id) AS sessions,
    count(DISTINCT user_id) AS visitors,
    count(DISTINCT CASE WHEN event_type = 'purchase' THEN session_id END) AS converting_sessions
  FROM scoped
  GROUP BY GROUPING SETS ((period), (period, actor))
), cells AS (
  SELECT period, actor FROM (VALUES ${words(cells.join(', '))}) AS t(period, actor)
)
SELECT
  cells.period,
  cells.actor,
  coalesce(events, 0) AS events,
  coalesce(views, 0) AS views,
  coalesce(clicks, 0) AS clicks,
  coalesce(add_to_carts, 0) AS add_to_carts,
  coalesce(purchase_lines, 0) AS purchase_lines,
  coalesce(orders, 0) AS orders,
  coalesce(revenue, 0e0) AS revenue,
  coalesce(sessions, 0) AS sessions,
  coalesce(visitors, 0) AS visitors,
  coalesce(converting_sessions, 0) AS converting_sessions,
  CAST(converting_sessions AS double) / nullif(sessions, 0) AS conversion,
  revenue / nullif(orders, 0) AS average_order_value
FROM cells
LEFT JOIN figures ON figures.period = cells.period AND figures.actor = cells.actor
ORDER BY cells.period DESC, cells.actor`;
}

/** The first look: what happened in [from_ms, to_ms), by whom, against the same length before it. */
export const overviewReport: Report<OverviewParameters, OverviewRow> = {
  name: 'overview',
  question: 'What is happening in the shop?',
  definitions: {
    period:
      'current: events whose event_ms lies in the range, its start included and its end not. before: the same length of time that ends where the range starts.',
    actor:
      'Who caused the events, by the label the collector set: human, bot or producer; all is everyone together. A visitor, session or order of two actors counts once in all and once for each.',
    events: 'Events of every type, each counted once by event_id.',
    views: 'Page views: a new path, search query or result page.',
    clicks: 'Clicks on what the shop declares as worth one. Adding to the cart is not a click.',
    add_to_carts: 'Times something was added to a cart, whatever the quantity.',
    purchase_lines: 'Purchase events: one for each line of an order.',
    orders: 'Distinct order_id of purchase events.',
    revenue: 'Sum of quantity × unit_price over purchase events, in EUR at catalogue prices.',
    sessions:
      'Distinct session_id with at least one event in the range. A session that reaches over an edge of the range counts on both sides.',
    visitors: 'Distinct user_id with at least one event in the range.',
    converting_sessions:
      'Sessions with a purchase: distinct session_id of purchase events in the range.',
    conversion: 'Sessions with a purchase in the range ÷ sessions; empty without sessions.',
    average_order_value: 'Revenue ÷ orders; empty without orders.',
  },
  parameters,
  row,
  build,
};
