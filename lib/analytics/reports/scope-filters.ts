import { categoryBits, marked } from '@/lib/models/session-products';
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

/** Whether the scope is about some products alone. */
export const onProducts = ({ product_id, category }: Scope): boolean =>
  product_id.length + category.length > 0;

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
 * ` AND …` for what a row of `sessions` did: a product filter keeps those with an event about such a
 * product.
 */
export function productFilter({ product_id, category }: Scope, prefix = ''): Sql {
  if (product_id.length === 0) {
    if (category.length === 0) return words('');
    const bits = sql`SELECT CAST(sum(DISTINCT bit) AS bigint) FROM ${words(categoryBits('products'))} AS known
      WHERE category IN (${list(category)})`;
    return sql` AND bitwise_and(${words(`${prefix}category_bits`)}, (${bits})) <> 0`;
  }
  const ofCategory = (id: string) => sql` AND EXISTS (
      SELECT product_id FROM products WHERE product_id = ${id} AND category IN (${list(category)}))`;
  return anyOf(
    product_id.map((id) => {
      const kept = category.length > 0 ? ofCategory(id) : words('');
      return sql`strpos(${words(`${prefix}product_ids`)}, ${marked(id)}) > 0${kept}`;
    }),
  );
}

function anyOf(tests: readonly Sql[]): Sql {
  return sql` AND (${joined(tests, ' OR ')})`;
}

/** The condition that a row of `sessions` started in the stretch and is in the scope. */
export function startedIn(scope: Scope, stretch: Stretch, prefix = ''): Sql {
  return sql`${startedAmong(scope, stretch, prefix)}${productFilter(scope, prefix)}`;
}

/** The same of a row that has the session's start and dimensions, but not its products. */
export function startedAmong(scope: Scope, { from, to }: Stretch, prefix = ''): Sql {
  const started = words(`${prefix}started_ms`);
  return sql`${started} >= ${from} AND ${started} < ${to}${sessionFilter(scope, prefix)}`;
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
