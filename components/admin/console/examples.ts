import { DAY_MS } from '@/lib/common/clock';
import type { ConsoleQuestion } from '@/lib/console/console-document';

export interface Example extends ConsoleQuestion {
  readonly name: string;
  readonly about: string;
}

interface ExampleQuery {
  readonly name: string;
  readonly about: string;
  /** Asks for `:since`, a UTC date. */
  readonly sql: string;
}

/** Questions to begin with. They read Trino's SQL as everything here does. */
export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  {
    name: 'Funnel by device',
    about: 'How far sessions come, and what share of them buys.',
    sql: `SELECT
  device_type,
  count(*) AS sessions,
  count(product_ms) AS saw_product,
  count(cart_ms) AS added_to_cart,
  count(checkout_ms) AS saw_checkout,
  count(purchase_ms) AS bought,
  round(100.0 * count(purchase_ms) / count(*), 2) AS percent_bought
FROM sessions
WHERE dt >= :since
GROUP BY device_type
ORDER BY sessions DESC`,
  },
  {
    name: 'Revenue by day',
    about: 'Orders, revenue and the mean order of each UTC day.',
    sql: `SELECT
  dt,
  sum(sessions) AS sessions,
  sum(orders) AS orders,
  sum(revenue) AS revenue,
  round(CAST(sum(revenue) AS double) / nullif(sum(orders), 0), 2) AS mean_order
FROM rollup_daily
WHERE dt >= :since
GROUP BY dt
ORDER BY dt`,
  },
  {
    name: 'Late events',
    about: 'How long events were on their way, and how many came too late.',
    sql: `SELECT
  dt,
  actor,
  count(*) AS events,
  count_if(flags LIKE '%late%') AS late,
  round(max(to_unixtime(from_iso8601_timestamp(received_at)) - event_ms / 1000.0), 1)
    AS slowest_seconds
FROM events
WHERE dt >= :since
GROUP BY dt, actor
ORDER BY dt, actor`,
  },
  {
    name: 'Duplicates',
    about: 'Ids and places in a tab that occur more than once: the lake should have none.',
    sql: `SELECT
  dt,
  count(*) AS events,
  count(*) - count(DISTINCT event_id) AS repeated_ids,
  count(seq) - count(DISTINCT tab_id || '-' || CAST(seq AS varchar)) AS repeated_places
FROM events
WHERE dt >= :since
GROUP BY dt
ORDER BY dt`,
  },
  {
    name: 'Sessions by channel',
    about: 'Where sessions come from, and what they are worth.',
    sql: `SELECT
  channel,
  count(*) AS sessions,
  count(DISTINCT visitor) AS visitors,
  sum(orders) AS orders,
  sum(revenue) AS revenue,
  round(CAST(sum(revenue) AS double) / count(*), 2) AS revenue_per_session
FROM sessions
WHERE dt >= :since
GROUP BY channel
ORDER BY revenue DESC`,
  },
  {
    name: 'Search terms without results',
    about: 'Terms after which nobody clicked, added or bought anything.',
    sql: `SELECT
  term,
  sum(searches) AS searches,
  count(*) AS sessions,
  sum(ended) AS went_away
FROM searches
WHERE dt >= :since
GROUP BY term
HAVING sum(clicked) = 0 AND sum(carted) = 0 AND sum(bought) = 0
ORDER BY searches DESC, term
LIMIT 200`,
  },
];

const DAYS_BACK = 7;

/** The examples over the last week. */
export function examplesAt(now: number): readonly Example[] {
  const since = new Date(now - DAYS_BACK * DAY_MS).toISOString().slice(0, 10);
  return EXAMPLE_QUERIES.map((query) => ({ ...query, parameters: { since } }));
}
