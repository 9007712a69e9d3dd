/** Over `picked`: product events, as data sets of products have them. */
const IS_PE = `product_id IS NOT NULL AND event_type <> 'click'`;
const IS_PDV = `product_id IS NOT NULL AND event_type = 'view'`;

/** `s`: a row a session. */
export const SESSIONS = `s AS (
  SELECT session_id,
    min_by(user_id, event_id) AS user_id,
    min_by(device_type, event_id) AS device_type,
    min_by(user_type, event_id) AS user_type,
    min_by(browser, event_id) AS browser,
    min_by(coalesce(substr(location, 1, 2), ''), event_id) AS country,
    min_by(coalesce(referrer_url, ''), event_id) AS referrer_url,
    min_by(coalesce(page_url, ''), event_id) AS landing,
    min(event_ms) AS started_ms,
    max(event_ms) AS ended_ms,
    count_if(event_type = 'view') AS pv,
    count_if(${IS_PE}) AS pe,
    count_if(${IS_PDV}) AS pdv,
    count_if(event_type = 'add_to_cart') AS adds,
    count_if(event_type = 'purchase') AS buys,
    count_if(page = 'checkout') AS checkouts,
    count_if(page = 'search') AS searches
  FROM picked GROUP BY session_id
)`;

const SEARCH_ENGINE = `regexp_like(referrer_url, '^https?://([^/]*[.])?(google|bing|yahoo|duckduckgo|ecosia|baidu|yandex|qwant|startpage)[.]')`;
const PAID = `regexp_like(landing, '[?&]utm_medium=(cpc|ppc|paid[a-z_]*|display|banner)')`;
const conversion = (test: string) =>
  `CAST(count_if(buys > 0 AND ${test}) AS double) / nullif(count_if(${test}), 0)`;
const share = (test: string, of = 'count(*)') =>
  `CAST(count_if(${test}) AS double) / nullif(${of}, 0)`;

/** One row; the columns have the names of targets, and some that say how much data there is. */
export const SESSION_FIGURES = `SELECT
  count(*) AS sessions,
  count(DISTINCT user_id) AS users,
  min(started_ms) AS first_ms,
  max(started_ms) AS last_ms,
  ${share('buys > 0')} AS F4,
  ${share('adds > 0')} AS F5,
  1e0 - ${share('adds > 0 AND buys > 0', 'count_if(adds > 0)')} AS F6,
  ${share('adds > 0 AND checkouts > 0', 'count_if(adds > 0)')} AS F7,
  CAST(count_if(buys > 0) AS double) / nullif(count_if(checkouts > 0), 0) AS F8,
  ${share('pdv > 0')} AS F9,
  ${conversion(`device_type = 'mobile'`)} / nullif(${conversion(`device_type = 'desktop'`)}, 0) AS F11,
  ${conversion(`user_type = 'returning'`)} / nullif(${conversion(`user_type = 'new'`)}, 0) AS F12,
  CAST(sum(pv) AS double) / count(*) AS L1,
  ${share('pv = 1')} AS L2,
  ${share(`user_type = 'new'`)} AS U1,
  CAST(count(*) AS double) / nullif(count(DISTINCT user_id), 0) AS U2,
  ${share(`device_type = 'mobile'`)} AS M1,
  ${share(`device_type = 'tablet'`)} AS M2,
  ${share(`${SEARCH_ENGINE} AND NOT ${PAID}`)} AS M4,
  ${share(`referrer_url = ''`)} AS M5,
  ${share(PAID)} AS M6,
  ${share('searches > 0')} AS S1,
  ${share('pv > 200')} AS R1
FROM s`;

export const EVENT_FIGURES = `SELECT
  ${share(IS_PDV, `count_if(${IS_PE})`)} AS F1,
  ${share(`${IS_PE} AND event_type = 'add_to_cart'`, `count_if(${IS_PE})`)} AS F2,
  ${share(`${IS_PE} AND event_type = 'purchase'`, `count_if(${IS_PE})`)} AS F3
FROM picked`;

/** `value, count`: how many sessions have so many. */
export const lengthsOf = (column: 'pv' | 'pe') =>
  `SELECT ${column} AS value, count(*) AS n FROM s WHERE ${column} > 0 GROUP BY ${column}`;
export const largestOf = (column: 'browser' | 'country') =>
  `SELECT ${column} AS name, count(*) AS n FROM s GROUP BY ${column}`;

/** Tenths of seconds between product events that follow each other, less than 30 minutes apart. */
export const GAPS = `SELECT tenths AS value, count(*) AS n, sum(ln(gap)) AS logs, sum(ln(gap) * ln(gap)) AS squares
FROM (
  SELECT CAST(round(ms / 100e0) AS bigint) AS tenths, ms / 1000e0 AS gap FROM (
    SELECT lead(event_ms) OVER (PARTITION BY session_id ORDER BY event_ms, event_id) - event_ms AS ms
    FROM picked WHERE ${IS_PE}
  ) AS gaps WHERE ms > 0 AND ms < 1800000
) AS rounded GROUP BY tenths`;

/** Seconds of sessions with two views or more. */
export const DURATIONS = `SELECT CAST(floor(ms / 1000e0) AS bigint) AS value, count(*) AS n,
  sum(ln(ms / 1000e0)) AS logs, sum(ln(ms / 1000e0) * ln(ms / 1000e0)) AS squares
FROM (SELECT ended_ms - started_ms AS ms FROM s WHERE pv >= 2) AS spans
WHERE ms > 0 GROUP BY 1`;

/** Sessions by the hour in UTC at which they start, by country. */
export const STARTS = `SELECT started_ms - started_ms % 3600000 AS hour_ms, country, count(*) AS n
FROM s GROUP BY 1, 2`;

export const PRODUCT_VIEWS = `SELECT v.product_id, products.category, v.n FROM (
  SELECT product_id, count(*) AS n FROM picked WHERE ${IS_PDV} GROUP BY product_id
) AS v LEFT JOIN products ON products.product_id = v.product_id`;

/** Tenths of hours from the end of a visit to the start of the next. */
export const RETURNS = `SELECT CAST(round(ms / 360000e0) AS bigint) AS value, count(*) AS n FROM (
  SELECT lead(started_ms) OVER (PARTITION BY user_id ORDER BY started_ms) - ended_ms AS ms FROM s
) AS gaps WHERE ms > 0 GROUP BY 1`;

export const ORDERS = `SELECT count(*) AS orders, CAST(sum(n) AS double) / count(*) AS B1,
  sum(ln(value)) AS logs, sum(ln(value) * ln(value)) AS squares
FROM (
  SELECT session_id, order_id, count(*) AS n, CAST(sum(quantity * unit_price) AS double) AS value
  FROM picked WHERE event_type = 'purchase' AND order_id IS NOT NULL GROUP BY session_id, order_id
) AS orders WHERE value > 0`;
