import {
  DIMENSIONS,
  type Measure,
  measureColumns,
  SESSION_DT,
  sessionKeys,
  type TimedPart,
  unionOfParts,
} from './additive';
import { DAY_MS, utcDay } from './day-inside';
import { column, type Model, type ModelColumn, typedList } from './model';

/** 15 minutes: what every time zone's hours are made of. */
export const BUCKET_MS = 900_000;
export const BUCKET_START = column(
  'bucket_ms',
  'bigint',
  'Start of the bucket, epoch milliseconds.',
);

const counted = (name: string, test: string, doc: string): Measure => ({
  name,
  doc,
  sql: `count_if(${test})`,
});
const bought = (value: string) => `sum(CASE WHEN e.event_type = 'purchase' THEN ${value} END)`;

const OF_EVENTS: readonly Measure[] = [
  { name: 'events', sql: 'count(*)', doc: 'Events that lie in the bucket, by event_ms.' },
  counted('views', `e.event_type = 'view'`, 'Page views among them.'),
  counted('clicks', `e.event_type = 'click'`, 'Clicks among them.'),
  counted('add_to_carts', `e.event_type = 'add_to_cart'`, 'Additions to a cart among them.'),
  counted('purchase_lines', `e.event_type = 'purchase'`, 'Order lines among them.'),
  { name: 'units', sql: bought('e.quantity'), doc: 'Units of those lines.' },
  {
    name: 'revenue',
    type: 'decimal(18,2)',
    sql: bought('e.quantity * e.unit_price'),
    doc: 'Sum of quantity × unit_price of those lines, in EUR.',
  },
];

const OF_ORDERS: readonly Measure[] = [
  {
    name: 'orders',
    sql: 'count(*)',
    doc: 'Orders whose first line lies in the bucket, counted once a session.',
  },
];

const OF_SESSIONS: readonly Measure[] = [
  { name: 'sessions', sql: 'count(*)', doc: 'Sessions that start in the bucket.' },
  counted(
    'bounces',
    's.views <= 1 AND s.clicks + s.add_to_carts + s.purchase_lines = 0',
    'Of those, with one view at most and nothing clicked, added or bought.',
  ),
  counted('converting_sessions', 's.purchase_lines > 0', 'Of those, with a purchase.'),
  {
    name: 'duration_ms',
    sql: 'sum(s.ended_ms - s.started_ms)',
    doc: 'Sum of their ended_ms − started_ms.',
  },
  { name: 'pages', sql: 'sum(s.pages)', doc: 'Sum of their distinct pages.' },
  counted('product_sessions', 's.product_ms IS NOT NULL', 'Of those, that viewed a product.'),
  counted('cart_sessions', 's.cart_ms IS NOT NULL', 'Of those, that then added to the cart.'),
  counted(
    'checkout_sessions',
    's.checkout_ms IS NOT NULL',
    'Of those, that then saw the checkout.',
  ),
  counted('purchase_sessions', 's.purchase_ms IS NOT NULL', 'Of those, that then bought.'),
];

const SESSION_KEYS = sessionKeys();
const ofSession = (rows: string) => `${rows} AS e JOIN s ON s.session_id = e.session_id`;

/** Over the relations that the SELECT names: `acts`, `orders`, and `s`, the sessions. */
const PARTS: readonly TimedPart[] = [
  { ms: 'e.event_ms', from: ofSession('acts'), measures: OF_EVENTS },
  { ms: 'e.event_ms', from: ofSession('orders'), measures: OF_ORDERS },
  { ms: 's.started_ms', from: 's', measures: OF_SESSIONS },
];

/** Counts by spans of time, named by their start: `spanMs` long, and whole in a UTC day. */
function rollupBy(
  name: Model['name'],
  spanMs: number,
  start: ModelColumn | null,
  doc: string,
): Model {
  const dt = column('dt', 'varchar', 'UTC date of what is counted.', utcDay('bucket_ms'));
  const keys = [...(start ? [start] : []), dt, SESSION_DT, ...DIMENSIONS];
  const columns = [...keys, ...measureColumns(PARTS)];
  const inside = start ? [start.name, 'session_dt'] : ['dt', 'session_dt'];
  return {
    name,
    doc: `One row ${doc}, day of sessions and combination of dimensions. Add rows up: each event, order and session is in one of them.`,
    columns,
    key: [...inside, ...DIMENSIONS.map((dimension) => dimension.name)],
    partition: 'session_dt',
    select: ({ events, sessions }) => `WITH s AS (
  SELECT session_id, ${Object.values(SESSION_KEYS).join(', ')}, started_ms, ended_ms, views, clicks,
    add_to_carts, purchase_lines, pages, product_ms, cart_ms, checkout_ms, purchase_ms
  FROM ${sessions} AS s
), acts AS (
  SELECT session_id, event_ms, event_type, quantity, unit_price, order_id FROM ${events} AS p
), orders AS (
  SELECT session_id, order_id, min(event_ms) AS event_ms FROM acts
  WHERE event_type = 'purchase' AND order_id IS NOT NULL GROUP BY session_id, order_id
), parts AS (
  ${unionOfParts(PARTS, ({ ms }) => ({ bucket_ms: `${ms} - ${ms} % ${spanMs}`, ...SESSION_KEYS }))}
)
SELECT ${typedList(columns)}
FROM parts
GROUP BY ${['bucket_ms', ...Object.keys(SESSION_KEYS)].join(', ')}`,
  };
}

export const rollupModel = rollupBy('rollup', BUCKET_MS, BUCKET_START, 'a 15-minute UTC bucket');
export const rollupDailyModel = rollupBy('rollup_daily', DAY_MS, null, 'a UTC day');
