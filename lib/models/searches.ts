import { DIMENSIONS } from './additive';
import { column, type Model, type ModelColumn, typedList } from './model';

/** 1 where it is so, else 0: so that rows can be added up. */
const flag = (name: string, test: string, doc: string): ModelColumn =>
  column(name, 'bigint', `1 where ${doc}, else 0.`, `CASE WHEN ${test} THEN 1 ELSE 0 END`);

const COLUMNS: readonly ModelColumn[] = [
  column('session_id', 'varchar', 'The session.', 's.session_id'),
  column('dt', 'varchar', 'Of the session.', 's.dt'),
  column('started_ms', 'bigint', 'Of the session.', 's.started_ms'),
  ...DIMENSIONS.map((one) => ({ ...one, sql: `s.${one.name}` })),
  column('term', 'varchar', 'What was searched for, in lower case and without blanks around it.'),
  column('searches', 'bigint', 'Views of its results, by the session.', 'terms.searches'),
  flag(
    'clicked',
    's.search_click_ms >= terms.first_ms',
    'a product tile of results was clicked at or after the first of them',
  ),
  flag(
    'carted',
    's.last_cart_ms >= terms.first_ms',
    'something was added to the cart at or after it',
  ),
  flag('bought', 's.last_purchase_ms >= terms.first_ms', 'something was bought at or after it'),
  flag('ended', 's.ended_ms = terms.first_ms', 'nothing in the session is later than it'),
];

export const searchesModel: Model = {
  name: 'searches',
  doc: 'One row a session and term that it searched for.',
  columns: COLUMNS,
  key: ['session_id', 'term'],
  partition: 'dt',
  select: ({ events, sessions }) => `WITH terms AS (
  SELECT session_id, lower(trim(search_term)) AS term, count(*) AS searches, min(event_ms) AS first_ms
  FROM ${events} AS e
  WHERE event_type = 'view' AND search_term IS NOT NULL
  GROUP BY session_id, lower(trim(search_term))
)
SELECT ${typedList(COLUMNS)}
FROM terms JOIN ${sessions} AS s ON s.session_id = terms.session_id`,
};
