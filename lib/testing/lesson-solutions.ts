/** What a good pupil would hand in, by lesson: SQL that knows nothing of the ledger. */

const MINUTES = (n: number) => n * 60_000;

const sessionsBy = (begins: string, partition = 'user_id') => `WITH marked AS (
  SELECT user_id, event_ms, event_id, lag(event_ms) OVER (PARTITION BY ${partition} ORDER BY event_ms, event_id) AS before
  FROM visits
), numbered AS (
  SELECT user_id, event_ms, sum(CASE WHEN before IS NULL OR ${begins} THEN 1 ELSE 0 END)
    OVER (PARTITION BY ${partition} ORDER BY event_ms, event_id) AS session
  FROM marked
)
SELECT user_id, min(event_ms) AS started_ms, count(*) AS events FROM numbered GROUP BY user_id, session`;

const DAY = 'CAST(CAST(from_unixtime(event_ms / 1000e0) AS date) AS varchar)';
const ONCE = `(SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY received_at) AS copy
  FROM deliveries) WHERE copy = 1)`;

const daysOf = (from: string) => `SELECT ${DAY} AS day, count(*) AS events,
  coalesce(sum(CASE WHEN event_type = 'purchase' THEN quantity * unit_price END), 0) AS revenue
FROM ${from} GROUP BY 1`;

const STEPS = {
  product: `event_type = 'view' AND page = 'product'`,
  cart: `event_type = 'add_to_cart'`,
  checkout: `event_type = 'view' AND page = 'checkout'`,
  purchase: `event_type = 'purchase'`,
};

/** Each step at or after the one before it. */
function orderedFunnel(): string {
  let before = 'session';
  const parts = [
    `session AS (SELECT session_id, min(event_ms) AS ms FROM events GROUP BY session_id)`,
  ];
  for (const [step, test] of Object.entries(STEPS)) {
    parts.push(`${step} AS (SELECT e.session_id, min(event_ms) AS ms
  FROM events AS e JOIN ${before} AS b ON b.session_id = e.session_id
  WHERE ${test} AND event_ms >= b.ms GROUP BY e.session_id)`);
    before = step;
  }
  const counts = ['session', ...Object.keys(STEPS)].map(
    (step) => `SELECT '${step}' AS step, count(*) AS sessions FROM ${step}`,
  );
  return `WITH ${parts.join(', ')} ${counts.join(' UNION ALL ')}`;
}

const anyFunnel = [
  `SELECT 'session' AS step, count(DISTINCT session_id) AS sessions FROM events`,
  ...Object.entries(STEPS).map(
    ([step, test]) =>
      `SELECT '${step}' AS step, count(DISTINCT session_id) AS sessions FROM events WHERE ${test}`,
  ),
].join(' UNION ALL ');

const RECEIVED = 'CAST(round(to_unixtime(from_iso8601_timestamp(received_at)) * 1000) AS bigint)';
const hoursOf = (
  from: string,
  ms: string,
) => `WITH d AS (SELECT event_ms, ${RECEIVED} AS received_ms FROM ${from} AS x)
SELECT ${ms} / 3600000 * 3600000 AS hour_ms, count(*) AS events,
  count_if(received_ms >= event_ms / 3600000 * 3600000 + 3600000 + 600000) AS late
FROM d GROUP BY 1`;

const FIELDS = `SELECT field AS what, min(${DAY}) AS first_day, count(DISTINCT event_id) AS events
FROM (SELECT event_id, event_ms, unnest(json_keys(extra)) AS field FROM deliveries WHERE extra IS NOT NULL)
GROUP BY 1`;
const REASONS = `SELECT reason AS what, min(substr(CAST(received_at AS varchar), 1, 10)) AS first_day, count(DISTINCT event_id) AS events
FROM failed GROUP BY 1`;

const HOST = `lower(regexp_extract(referrer_url, '^[a-z]+://([^/:?#]*)', 1))`;
const CHANNELS = `landings AS (
  SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY session_id ORDER BY event_ms, event_id) AS n FROM events) WHERE n = 1
), touches AS (
  SELECT session_id, user_id, event_ms AS started_ms, CASE
    WHEN regexp_like(page_url, 'utm_medium=(cpc|paid_social)') THEN 'paid'
    WHEN regexp_like(page_url, 'utm_medium=email') THEN 'email'
    WHEN referrer_url IS NULL THEN 'direct'
    WHEN regexp_like(${HOST}, '(google|bing|duckduckgo|ecosia)[.]') THEN 'organic'
    WHEN regexp_like(${HOST}, '(instagram|pinterest|facebook|reddit)[.]') THEN 'social'
    ELSE 'referral' END AS channel
  FROM landings
), orders AS (
  SELECT session_id, count(DISTINCT order_id) AS orders, sum(quantity * unit_price) AS revenue
  FROM events WHERE event_type = 'purchase' GROUP BY session_id
)`;

const ATTRIBUTED = `WITH ${CHANNELS}, credited AS (
  SELECT o.session_id, o.orders, o.revenue, coalesce((SELECT max_by(e.channel, e.started_ms) FROM touches AS e
    WHERE e.user_id = t.user_id AND e.started_ms <= t.started_ms AND e.channel <> 'direct'), 'direct') AS channel
  FROM orders AS o JOIN touches AS t ON t.session_id = o.session_id
)
SELECT channel, sum(orders) AS orders, sum(revenue) AS revenue FROM credited GROUP BY channel`;

export const RIGHT: Readonly<Record<string, string>> = {
  sessionise: sessionsBy(`event_ms - before >= ${MINUTES(30)}`),
  deduplicate: daysOf(ONCE),
  funnel: orderedFunnel(),
  'late-data': hoursOf(ONCE, 'event_ms'),
  drift: `${FIELDS} UNION ALL ${REASONS}`,
  attribution: ATTRIBUTED,
};

/** What others would, by what is wrong with it. */
export const WRONG: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sessionise: {
    'a gap of a day': sessionsBy(`event_ms - before >= ${MINUTES(24 * 60)}`),
    'a gap of five minutes': sessionsBy(`event_ms - before >= ${MINUTES(5)}`),
    'a day is a session': sessionsBy('event_ms / 86400000 <> before / 86400000'),
  },
  deduplicate: {
    'all copies': daysOf('deliveries'),
    'whole rows': daysOf('(SELECT DISTINCT * FROM deliveries)'),
    'alike is the same': daysOf(
      `(SELECT any_value(COLUMNS(*)) FROM deliveries GROUP BY user_id, event_type, page_url)`,
    ),
  },
  funnel: { 'in any order': anyFunnel },
  'late-data': {
    'hours of arrival': hoursOf(ONCE, 'received_ms'),
    'all copies': hoursOf('deliveries', 'event_ms'),
  },
  drift: {
    'only what was taken in': FIELDS,
    'only what was refused': REASONS,
  },
  attribution: {
    'the session of the order alone': `WITH ${CHANNELS}
SELECT channel, sum(orders) AS orders, sum(revenue) AS revenue
FROM orders JOIN touches ON touches.session_id = orders.session_id GROUP BY channel`,
    'each line an order': ATTRIBUTED.replace('count(DISTINCT order_id)', 'count(*)'),
  },
};
