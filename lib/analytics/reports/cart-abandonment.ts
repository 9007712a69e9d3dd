import { z } from 'zod';
import { count, money, share } from './figures';
import type { Report } from './report';
import { PERIODS, SESSION_FILTERS, scopedBy, stretchesOf } from './scope';
import { eventFilter, startedIn } from './scope-filters';
import { joined, type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({
  by: z.enum(['none', 'product', 'category', ...SESSION_FILTERS]).default('none'),
});

const row = z.object({
  period: z.enum(PERIODS),
  group: z.string().nullable(),
  name: z.string().nullable(),
  carts: count,
  bought: count,
  abandoned: count,
  abandonment: share,
  left_shopping: count,
  left_in_cart: count,
  left_in_checkout: count,
  value_added: money,
  value_abandoned: money,
});

type Parameters = z.infer<typeof parameters>;

/** What a cart is told apart by: something of its session, or of each thing in it. */
function groupOf({ by }: Parameters): string {
  if (by === 'none') return `CAST('all' AS varchar)`;
  if (by === 'product') return 'acts.product_id';
  return by === 'category' ? 'products.category' : `started.${by}`;
}

function build(scope: Parameters): Sql {
  const { by } = scope;
  const stretches = stretchesOf(scope);
  const dimensions = joined(
    SESSION_FILTERS.map((name) => words(name)),
    ', ',
  );
  const started = stretches.map(
    (
      stretch,
    ) => sql`  SELECT '${words(stretch.period)}' AS period, session_id, ${dimensions}, cart_views, checkout_views
  FROM sessions
  WHERE add_to_carts > 0 AND ${startedIn(scope, stretch)}`,
  );
  const earliest = Math.min(...stretches.map(({ from }) => from));
  const catalogue =
    by === 'category' ? 'LEFT JOIN products ON products.product_id = acts.product_id' : '';
  return sql`WITH started AS (
${unionAll(started)}
), acts AS (
  SELECT session_id, product_id, event_type, quantity * unit_price AS eur
  FROM events
  WHERE event_ms >= ${earliest} AND event_type IN ('add_to_cart', 'purchase')${eventFilter(scope)}
), carts AS (
  SELECT period, ${words(groupOf(scope))} AS cart_group, started.session_id, cart_views, checkout_views,
    count_if(event_type = 'add_to_cart') AS additions,
    count_if(event_type = 'purchase') AS purchases,
    sum(CASE WHEN event_type = 'add_to_cart' THEN eur END) AS eur
  FROM started JOIN acts ON acts.session_id = started.session_id ${words(catalogue)}
  GROUP BY 1, 2, 3, 4, 5
), filled AS (
  SELECT period, cart_group, cart_views, checkout_views, eur, purchases = 0 AS lost
  FROM carts WHERE additions > 0
), figures AS (
  SELECT period, cart_group,
    count(*) AS carts,
    count_if(NOT lost) AS bought,
    count_if(lost) AS abandoned,
    count_if(lost AND checkout_views = 0 AND cart_views = 0) AS left_shopping,
    count_if(lost AND checkout_views = 0 AND cart_views > 0) AS left_in_cart,
    count_if(lost AND checkout_views > 0) AS left_in_checkout,
    coalesce(sum(eur), 0) AS value_added,
    coalesce(sum(CASE WHEN lost THEN eur END), 0) AS value_abandoned
  FROM filled
  GROUP BY period, cart_group
)
SELECT
  period,
  cart_group AS "group",
  ${words(by === 'product' ? 'products.name' : 'CAST(NULL AS varchar)')} AS name,
  carts,
  bought,
  abandoned,
  CAST(abandoned AS double) / carts AS abandonment,
  left_shopping,
  left_in_cart,
  left_in_checkout,
  CAST(value_added AS double) AS value_added,
  CAST(value_abandoned AS double) AS value_abandoned
FROM figures ${words(by === 'product' ? 'LEFT JOIN products ON products.product_id = figures.cart_group' : '')}
ORDER BY period DESC, abandoned DESC, value_abandoned DESC, cart_group`;
}

/** Carts that were filled and left. */
export const cartAbandonmentReport: Report<Parameters, z.infer<typeof row>> = {
  name: 'cart_abandonment',
  question: 'Which carts are left, where, and what was in them?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    group:
      'What the carts have in common: a product, a category, or the value of a column in the session’s first event; all where nothing is chosen, empty where it is not known.',
    name: 'Name of the product, where carts are told apart by product.',
    carts:
      'Sessions that added something to the cart: by product or category, something of that group.',
    bought: 'Those that bought something in the same session: likewise, something of that group.',
    abandoned: 'Those that did not. What a later session bought does not count.',
    abandonment: 'Abandoned ÷ carts.',
    left_shopping: 'Abandoned carts of sessions that saw neither the cart page nor the checkout.',
    left_in_cart: 'Abandoned carts of sessions that saw the cart page, but not the checkout.',
    left_in_checkout: 'Abandoned carts of sessions that saw the checkout.',
    value_added:
      'Sum of quantity × unit_price of all that was added, in EUR; what was taken out again is not subtracted.',
    value_abandoned: 'The same of abandoned carts.',
  },
  parameters,
  row,
  build,
};
