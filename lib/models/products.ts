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
import { BUCKET_MS, BUCKET_START } from './rollup';

const VIEWED = `event_type = 'view' AND page = 'product'`;
const CLICKED = `event_type = 'click' AND element = 'product_tile'`;
const ADDED = `event_type = 'add_to_cart'`;
const BOUGHT = `event_type = 'purchase'`;

const counted = (name: string, test: string, doc: string): Measure => ({
  name,
  doc,
  sql: `count_if(${test})`,
});
const once = (name: string, doc: string): readonly Measure[] => [{ name, doc, sql: 'count(*)' }];

const OF_EVENTS: readonly Measure[] = [
  { name: 'events', sql: 'count(*)', doc: 'Events about it, of every kind.' },
  counted('all_views', `event_type = 'view'`, 'Views among them, of whatever page.'),
  counted('all_clicks', `event_type = 'click'`, 'Clicks among them, on whatever.'),
  counted('views', VIEWED, 'Views of its page.'),
  counted('clicks', CLICKED, 'Clicks on its tiles.'),
  counted('add_to_carts', ADDED, 'Times it was added to a cart.'),
  {
    name: 'cart_units',
    sql: `sum(CASE WHEN ${ADDED} THEN quantity END)`,
    doc: 'Units added to carts.',
  },
  counted('purchase_lines', BOUGHT, 'Order lines with it.'),
  { name: 'units', sql: `sum(CASE WHEN ${BOUGHT} THEN quantity END)`, doc: 'Units bought.' },
  {
    name: 'revenue',
    type: 'decimal(18,2)',
    sql: `sum(CASE WHEN ${BOUGHT} THEN quantity * unit_price END)`,
    doc: 'Sum of quantity × unit_price of its order lines, in EUR.',
  },
];

const ofSession = (rows: string) => `${rows} AS e JOIN s ON s.session_id = e.session_id`;
const firsts = (ms: string) => ofSession(`(SELECT * FROM firsts WHERE ${ms} IS NOT NULL)`);

/** Over the relations that the SELECT names: `acts`, `orders`, `firsts`, and `s`, the sessions. */
const PARTS: readonly TimedPart[] = [
  { ms: 'e.event_ms', from: ofSession('acts'), measures: OF_EVENTS },
  {
    ms: 'e.event_ms',
    from: ofSession('orders'),
    measures: once('orders', 'Orders with it, at the time of its first line, once a session.'),
  },
  {
    ms: 'e.viewed_ms',
    from: firsts('viewed_ms'),
    measures: once('view_sessions', 'Sessions that viewed its page, at the time of the first.'),
  },
  {
    ms: 'e.added_ms',
    from: firsts('added_ms'),
    measures: [
      ...once('cart_sessions', 'Sessions that added it to the cart, at the time of the first.'),
      counted(
        'abandoned_sessions',
        'e.bought_ms IS NULL',
        'Of those, sessions that did not buy it.',
      ),
    ],
  },
  {
    ms: 'e.bought_ms',
    from: firsts('bought_ms'),
    measures: once('purchase_sessions', 'Sessions that bought it, at the time of the first.'),
  },
];

interface Grain {
  readonly name: Model['name'];
  readonly spanMs: number;
  readonly start?: ModelColumn;
  readonly dimensions: readonly ModelColumn[];
  readonly doc: string;
}

/** Counts of products by spans of time, as `rollup` and `rollup_daily` count everything. */
function productsBy({ name, spanMs, start, dimensions, doc }: Grain): Model {
  const columns = [
    ...(start ? [start] : []),
    column('dt', 'varchar', 'UTC date of what is counted, by event_ms.', utcDay('bucket_ms')),
    column('product_id', 'varchar', 'The product.'),
    SESSION_DT,
    ...dimensions,
    ...measureColumns(PARTS),
  ];
  const inside = [start?.name ?? 'dt', 'product_id', 'session_dt'];
  const keys = sessionKeys(dimensions);
  return {
    name,
    doc: `One row ${doc}. Add rows up: each event, order and session of a product is in one of them.`,
    columns,
    key: [...inside, ...dimensions.map((dimension) => dimension.name)],
    partition: 'session_dt',
    select: ({ events, sessions }) => `WITH s AS (
  SELECT session_id, ${Object.values(keys).join(', ')} FROM ${sessions} AS s
), acts AS (
  SELECT session_id, product_id, event_ms, event_type, page, element, order_id, quantity, unit_price
  FROM ${events} AS p
  WHERE product_id IS NOT NULL
), orders AS (
  SELECT session_id, product_id, order_id, min(event_ms) AS event_ms
  FROM acts WHERE ${BOUGHT} AND order_id IS NOT NULL
  GROUP BY session_id, product_id, order_id
), firsts AS (
  SELECT session_id, product_id,
    min(CASE WHEN ${VIEWED} THEN event_ms END) AS viewed_ms,
    min(CASE WHEN ${ADDED} THEN event_ms END) AS added_ms,
    min(CASE WHEN ${BOUGHT} THEN event_ms END) AS bought_ms
  FROM acts GROUP BY session_id, product_id
), parts AS (
  ${unionOfParts(PARTS, ({ ms }) => ({ bucket_ms: `${ms} - ${ms} % ${spanMs}`, product_id: 'e.product_id', ...keys }))}
)
SELECT ${typedList(columns)}
FROM parts
GROUP BY ${['bucket_ms', 'product_id', ...Object.keys(keys)].join(', ')}`,
  };
}

export const productsRollupModel = productsBy({
  name: 'products_rollup',
  spanMs: BUCKET_MS,
  start: BUCKET_START,
  dimensions: DIMENSIONS,
  doc: 'a 15-minute UTC bucket, product, day of sessions and combination of dimensions',
});

export const productsDailyModel = productsBy({
  name: 'products_daily',
  spanMs: DAY_MS,
  dimensions: DIMENSIONS,
  doc: 'a UTC day, product, day of sessions and combination of dimensions',
});

/** What is mostly asked needs a hundredth of those rows. */
export const productsTotalsModel = productsBy({
  name: 'products_totals',
  spanMs: DAY_MS,
  dimensions: DIMENSIONS.filter(({ name }) => name === 'actor'),
  doc: 'a UTC day, product, day of sessions and actor',
});
