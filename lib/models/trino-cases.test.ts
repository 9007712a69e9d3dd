import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { createFakeLake } from '@/lib/testing/lake-events';
import { beyondMacros } from './trino-limits';
import { TRINO_PRELUDE } from './trino-prelude';

interface Case {
  readonly name: string;
  readonly sql: string;
  /** Rows by Athena's documentation; REJECT where it is no Trino; null where it is not to be run. */
  readonly expected: readonly (readonly unknown[])[] | 'REJECT' | null;
}

const { setup, cases }: { readonly setup: string; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('./trino-cases.json', import.meta.url), 'utf8'),
);

/** Only Athena's own grammar knows these. */
const BEYOND_TRINO = ['UNLOAD', 'CREATE EXTERNAL TABLE (Hive DDL)'];
/** What Athena runs and the prelude cannot; each is refused in words. */
const REFUSED = [
  'unnest json array',
  'approx_percentile',
  'date_parse',
  'lag ignore nulls',
  'lambda filter/transform',
  'MATCH_RECOGNIZE funnel',
  'UNLOAD',
];

let connection: DuckDBConnection;
let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  for (const statement of TRINO_PRELUDE) await connection.run(statement);
  await connection.run(setup);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const runnable = cases.filter(
  ({ name, expected }) => Array.isArray(expected) && !REFUSED.includes(name),
);

test('nearly all of the table runs', () => {
  expect(cases).toHaveLength(50);
  expect(runnable).toHaveLength(37);
});

/** DuckDB's arithmetic with dates answers the midnight where Trino answers the date. */
const text = (value: unknown) =>
  value === null ? null : String(value).replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00$/, '$1');

test.each(runnable)('$name', async ({ sql, expected }) => {
  const reader = await connection.runAndReadAll(sql);
  expect(reader.getRows().map((row) => row.map(text))).toEqual(
    (expected as unknown[][]).map((row) => row.map(text)),
  );
  expect(beyondMacros(sql)).toBeNull();
});

describe('the grammar', () => {
  const parser = new TrinoSQL();
  test.each(cases.filter(({ name }) => !BEYOND_TRINO.includes(name)))('$name', (one) => {
    const errors = parser.validate(one.sql);
    if (one.expected === 'REJECT') expect(errors).not.toEqual([]);
    else expect(errors).toEqual([]);
  });
});

test.each(REFUSED)('refuses in words: %s', async (name) => {
  const sql = cases.find((one) => one.name === name)?.sql ?? '';
  const words = beyondMacros(sql);
  expect(words).toMatch(/ here;| here /);
  const engine = createDuckdbEngine({ lake: createFakeLake() });
  await expect(engine.query(sql)).rejects.toMatchObject({ code: 'invalid', message: words });
  await engine.close();
});

test.each([
  "SELECT '->', 'x MATCH_RECOGNIZE'",
  'SELECT "date_parse(" FROM (SELECT 1 AS "date_parse(") AS t -- a -> b',
  'SELECT 1 /* UNLOAD, a -> b */',
  'SELECT ARRAY[1, 2]',
  'SELECT * FROM (VALUES (1), (2)) AS t(x)',
])('what only looks like it is let through: %s', (sql) => {
  expect(beyondMacros(sql)).toBeNull();
});
