import { z } from 'zod';
import { average, count, money, share } from './figures';
import { PERIODS, type Scope, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

/** What every report says of a group of sessions. */
export const GROUP_FIGURES = {
  sessions: count,
  visitors: count,
  new_sessions: count,
  bounces: count,
  bounce_rate: share,
  pages_per_session: average,
  cart_sessions: count,
  converting_sessions: count,
  conversion: share,
  orders: count,
  revenue: money,
  revenue_per_session: average,
};

export const GROUP_DEFINITIONS = {
  sessions: 'Sessions that started in the period.',
  visitors: 'Distinct user_id of those sessions; one who came in several ways counts in each.',
  new_sessions: 'Those that are their visitor’s first.',
  bounces: 'Those with one view at most and no click, add_to_cart or purchase.',
  bounce_rate: 'Bounces ÷ sessions.',
  pages_per_session: 'Mean of the distinct pages a session viewed.',
  cart_sessions: 'Those that added something to the cart.',
  converting_sessions: 'Those that hold a purchase.',
  conversion: 'Sessions with a purchase ÷ sessions.',
  orders: 'Orders placed in those sessions, also after the end of the period.',
  revenue: 'What those sessions bought, in EUR.',
  revenue_per_session: 'Revenue ÷ sessions.',
};

export const period = z.enum(PERIODS);
export const PERIOD_OF_SESSIONS =
  'current: sessions that started in the range. before: in the same length of time before it.';

export interface GroupColumn {
  readonly name: string;
  readonly sql: string;
}

/** Sessions of the scope in groups, the largest first. */
export function sessionGroups(scope: Scope, columns: readonly GroupColumn[]): Sql {
  const keys = columns.map(({ name, sql: value }) => `${value} AS ${name}`).join(', ');
  const names = columns.map(({ name }) => name).join(', ');
  const started = stretchesOf(scope).map(
    (
      stretch,
    ) => sql`  SELECT '${words(stretch.period)}' AS period, ${words(keys)}, visitor, user_type, views, clicks,
    add_to_carts, purchase_lines, pages, orders, revenue
  FROM sessions
  WHERE ${startedIn(scope, stretch)}`,
  );
  return sql`WITH started AS (
${unionAll(started)}
)
SELECT
  period,
  ${words(names)},
  count(*) AS sessions,
  count(DISTINCT visitor) AS visitors,
  count_if(user_type = 'new') AS new_sessions,
  count_if(views <= 1 AND clicks + add_to_carts + purchase_lines = 0) AS bounces,
  CAST(count_if(views <= 1 AND clicks + add_to_carts + purchase_lines = 0) AS double) / count(*) AS bounce_rate,
  CAST(sum(pages) AS double) / count(*) AS pages_per_session,
  count_if(add_to_carts > 0) AS cart_sessions,
  count_if(purchase_lines > 0) AS converting_sessions,
  CAST(count_if(purchase_lines > 0) AS double) / count(*) AS conversion,
  sum(orders) AS orders,
  CAST(sum(revenue) AS double) AS revenue,
  CAST(sum(revenue) AS double) / count(*) AS revenue_per_session
FROM started
GROUP BY period, ${words(names)}
ORDER BY period DESC, count(*) DESC, ${words(names)}`;
}
