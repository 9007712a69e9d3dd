import { type Scope, SESSION_FILTERS, type Stretch } from './scope';
import { joined, type Sql, sql, words } from './sql-text';

/** ` AND …` for what a session is; for `sessions`, `rollup` and `products_daily` alike. */
export function sessionFilter(scope: Scope, prefix = ''): Sql {
  const kept = SESSION_FILTERS.filter((name) => scope[name].length > 0);
  return joined(
    kept.map((name) => sql` AND ${words(prefix + name)} IN (${list(scope[name])})`),
    '',
  );
}

/** ` AND …` for the product an event or a row is about. */
export function eventFilter({ product_id, category }: Scope, prefix = ''): Sql {
  const column = words(`${prefix}product_id`);
  const pieces: Sql[] = [];
  if (product_id.length > 0) pieces.push(sql` AND ${column} IN (${list(product_id)})`);
  if (category.length > 0) {
    const among = sql`SELECT product_id FROM products WHERE category IN (${list(category)})`;
    pieces.push(sql` AND ${column} IN (${among})`);
  }
  return joined(pieces, '');
}

/**
 * The condition that a row of `sessions` started in the stretch and is in the scope. A product filter
 * keeps the sessions with an event on such a product; none of them lies before the session's start.
 */
export function startedIn(scope: Scope, { from, to }: Stretch, prefix = ''): Sql {
  const started = words(`${prefix}started_ms`);
  const filter = eventFilter(scope);
  const onProducts =
    filter.sql === ''
      ? words('')
      : sql`
    AND ${words(prefix)}session_id IN (SELECT session_id FROM events WHERE event_ms >= ${from}${filter})`;
  return sql`${started} >= ${from} AND ${started} < ${to}${sessionFilter(scope, prefix)}${onProducts}`;
}

/**
 * The condition that an event happened in the stretch and is in the scope, for reports that need no
 * column of its session.
 */
export function happenedIn(scope: Scope, { from, to }: Stretch): Sql {
  const filter = sessionFilter(scope);
  const ofSessions =
    filter.sql === ''
      ? words('')
      : sql`
    AND session_id IN (SELECT session_id FROM sessions WHERE started_ms < ${to} AND ended_ms >= ${from}${filter})`;
  return sql`event_ms >= ${from} AND event_ms < ${to}${eventFilter(scope)}${ofSessions}`;
}

function list(values: readonly string[]): Sql {
  return joined(
    values.map((value) => sql`${value}`),
    ', ',
  );
}
