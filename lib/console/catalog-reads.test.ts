import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORTS } from '@/lib/analytics/reports/registry';
import type { Report } from '@/lib/analytics/reports/report';
import { MODELS } from '@/lib/models/models';
import { TRINO_PRELUDE } from '@/lib/models/trino-prelude';
import { askedOf } from './catalog-lineage';
import { type Columns, readsOf } from './catalog-reads';
import { catalogRelations, RELATION_COLUMNS } from './catalog-relations';

const of = (columns: Columns) =>
  Object.fromEntries([...columns].map(([name, some]) => [name, [...some].sort()]));
const read = (sql: string) => of(readsOf(sql, RELATION_COLUMNS));

test('a column is told from a name that is given, a type, a function and a text', () => {
  expect(
    read(`SELECT count(*) AS views, CAST(quantity AS decimal(18,2)) AS units, 'page' AS "hour",
      position('a' IN element) FROM events AS e WHERE e.event_ms >= ? AND timestamp '2026-11-22' > now()`),
  ).toEqual({ events: ['element', 'event_ms', 'quantity'] });
});

test('a query in parentheses and a WITH have columns of their own', () => {
  expect(
    read(`WITH sessions AS (SELECT session_id, views FROM sessions), s AS (SELECT * FROM sessions)
      SELECT clicks FROM s JOIN (SELECT product_id AS p FROM products) AS t(p) ON s.orders = t.p
      UNION ALL SELECT "timestamp" FROM events, products WHERE category IN (SELECT user_id FROM s)`),
  ).toEqual({
    sessions: ['session_id', 'views'],
    products: ['category', 'product_id'],
    events: ['timestamp'],
  });
});

test('all columns are meant by a star, and none by a product', () => {
  expect(read('SELECT * FROM products')).toEqual({
    products: ['category', 'name', 'price', 'product_id'],
  });
  expect(read('SELECT quantity * 2, count(*) FROM events')).toEqual({ events: ['quantity'] });
});

describe('as DuckDB has it', () => {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;
  beforeAll(async () => {
    instance = await DuckDBInstance.create();
    connection = await instance.connect();
    for (const statement of TRINO_PRELUDE) await connection.run(statement);
  });
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });

  const tables = new Map<string, string>();
  /** Whether the statement can be understood where the relations have just these columns. */
  async function binds(
    sql: string,
    columns: Columns,
    without: (relation: string, column: string) => boolean = () => false,
  ): Promise<boolean> {
    for (const { name, columns: declared } of catalogRelations()) {
      const kept = declared.filter(
        (column) => columns.get(name)?.has(column.name) && !without(name, column.name),
      );
      const list = kept.map((column) => `"${column.name}" ${column.type}`);
      const table = `CREATE OR REPLACE TABLE "${name}" (${[...list, 'zz_none integer']})`;
      if (tables.get(name) !== table) await connection.run(table);
      tables.set(name, table);
    }
    try {
      (await connection.prepare(sql)).destroySync();
      return true;
    } catch (error) {
      if (String(error).includes('Binder Error')) return false;
      throw error;
    }
  }

  /**
   * Whether it is not understood without the column. Where another relation has one of its name, a
   * query inside another may come to mean that: then it is without either.
   */
  async function needs(
    sql: string,
    columns: Columns,
    relation: string,
    column: string,
  ): Promise<boolean> {
    const alone = await binds(sql, columns, (of, name) => of === relation && name === column);
    return !alone || !(await binds(sql, columns, (_, name) => name === column));
  }

  const names = { events: 'events', sessions: 'sessions', products: 'products' };
  const asked = (report: Report<unknown, unknown>) => [
    ...new Set(askedOf(report).map((parameters) => report.build(parameters).sql)),
  ];
  const statements: readonly (readonly [string, readonly string[]])[] = [
    ...MODELS.map(({ name, select }) => [name, [select(names)]] as const),
    ...(Object.values(REPORTS) as unknown as Report<unknown, unknown>[]).map(
      (report) => [report.name, asked(report)] as const,
    ),
  ];

  test.each(statements)('%s reads no other column, and each of these', async (_, texts) => {
    const all = new Map<string, Set<string>>();
    for (const sql of texts) {
      const columns = readsOf(sql, RELATION_COLUMNS);
      expect(await binds(sql, columns), sql).toBe(true);
      for (const [name, some] of columns) {
        for (const column of some) {
          const known = all.get(name) ?? new Set();
          if (known.has(column)) continue;
          all.set(name, known.add(column));
          expect(await needs(sql, columns, name, column), `${name}.${column}\n${sql}`).toBe(true);
        }
      }
    }
  });
});
