import { DIMENSIONS } from './additive';
import { column, type Model, type ModelColumn, nullable, typedList } from './model';

const ofSession = (one: ModelColumn) => ({ ...one, sql: `s.${one.name}` });

const COLUMNS: readonly ModelColumn[] = [
  column('event_id', 'varchar', 'The purchase event.', 'e.event_id'),
  column('session_id', 'varchar', 'The session.', 'e.session_id'),
  column('dt', 'varchar', 'Of the session.', 's.dt'),
  column('event_ms', 'bigint', 'When it was bought.', 'e.event_ms'),
  ...DIMENSIONS.map(ofSession),
  nullable(column('order_id', 'varchar', 'The order.', 'e.order_id')),
  nullable(column('product_id', 'varchar', 'The product.', 'e.product_id')),
];

export const orderLinesModel: Model = {
  name: 'order_lines',
  doc: 'One row a line of an order: orders of several products are not told by adding up.',
  columns: COLUMNS,
  key: ['event_id'],
  partition: 'dt',
  select: ({ events, sessions }) => `SELECT ${typedList(COLUMNS)}
FROM (
  SELECT event_id, session_id, event_ms, order_id, product_id FROM ${events} AS p
  WHERE event_type = 'purchase'
) AS e JOIN ${sessions} AS s ON s.session_id = e.session_id`,
};
