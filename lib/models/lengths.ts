import { DIMENSIONS, SESSION_DT } from './additive';
import { utcDay } from './day-inside';
import { column, type Model, typedList } from './model';

/** Spans of time within a session: from which moment to which. */
export const SPANS = {
  product: ['started_ms', 'product_ms'],
  cart: ['product_ms', 'cart_ms'],
  checkout: ['cart_ms', 'checkout_ms'],
  purchase: ['checkout_ms', 'purchase_ms'],
  end: ['started_ms', 'ended_ms'],
} as const;

const ACTOR = DIMENSIONS.filter(({ name }) => name === 'actor');

const COLUMNS = [
  column('dt', 'varchar', 'UTC date on which the sessions started.'),
  SESSION_DT,
  ...ACTOR.map((one) => ({ ...one, sql: 'actor' })),
  column(
    'span',
    'varchar',
    'product, cart, checkout or purchase: from reaching the step before to reaching this one, in the order of the funnel; end: from the first event to the last.',
  ),
  column('seconds', 'bigint', 'Its whole seconds.'),
  column('sessions', 'bigint', 'Sessions that took so long.', 'count(*)'),
];

/** Medians need each length, and there are few: sessions of one length are one row. */
export const lengthsModel: Model = {
  name: 'lengths',
  doc: 'One row a UTC day, day of sessions, actor, span of time within a session and length of it.',
  columns: COLUMNS,
  key: ['dt', 'session_dt', 'actor', 'span', 'seconds'],
  partition: 'session_dt',
  select: ({ sessions }) => `WITH s AS (
  SELECT dt AS session_dt, ${utcDay('started_ms')} AS dt, actor, started_ms, ended_ms, product_ms,
    cart_ms, checkout_ms, purchase_ms
  FROM ${sessions} AS s
), spans AS (
  ${Object.entries(SPANS)
    .map(
      ([span, [from, to]]) =>
        `SELECT dt, session_dt, actor, '${span}' AS span, (${to} - ${from}) / 1000 AS seconds FROM s WHERE ${to} IS NOT NULL`,
    )
    .join('\n  UNION ALL\n  ')}
)
SELECT ${typedList(COLUMNS)}
FROM spans
GROUP BY dt, session_dt, actor, span, seconds`,
};
