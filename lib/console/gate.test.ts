import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { REPORTS, reportNamed } from '@/lib/analytics/reports/registry';
import { assertAllowed } from './duckdb-answer';

/** Trino's own statements, of which DuckDB runs what the prelude serves. */
const { cases } = JSON.parse(
  readFileSync(new URL('../models/trino-cases.json', import.meta.url), 'utf8'),
) as {
  readonly cases: readonly { readonly name: string; readonly sql: string }[];
};

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

const outcome = (sql: string) =>
  assertAllowed(connection, sql).then(
    () => 'allowed',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

test.each(Object.keys(REPORTS))('lets the SQL of a report through: %s', async (name) => {
  const report = reportNamed(name);
  const week = { from_ms: Date.UTC(2026, 10, 1), to_ms: Date.UTC(2026, 10, 8) };
  const asked = name === 'session_events' ? { session_id: 's1' } : { ...week, compare: 'before' };
  const built = report?.build(report.parameters.parse(asked));
  expect(await outcome(built?.sql ?? '')).toBe('allowed');
});

/** What Athena runs and DuckDB cannot, and what is no SELECT or no SQL. */
const NOT_ANSWERED: Readonly<Record<string, RegExp>> = {
  'unnest json array': /^refused: a cast to ARRAY/,
  approx_percentile: /^refused: VALUES without parentheses/,
  date_parse: /^refused: date_parse/,
  // Of bytes in Trino, of anything in DuckDB.
  'digest of a text': /^refused: "to_hex"/,
  'lag ignore nulls': /^refused: IGNORE NULLS/,
  'lambda filter/transform': /^refused: lambdas/,
  'MATCH_RECOGNIZE funnel': /^refused: MATCH_RECOGNIZE/,
  UNLOAD: /^refused: UNLOAD writes to S3/,
  CTAS: /^refused: only one SELECT/,
  'CREATE EXTERNAL TABLE (Hive DDL)': /^invalid: syntax error/,
  'bad: typo keyword': /^invalid: syntax error/,
  'bad: unbalanced': /^invalid: syntax error/,
};

test.each(cases.map(({ name, sql }) => [name, sql] as const))(
  'answers Trino’s SQL, or says why not: %s',
  async (name, sql) => {
    expect(await outcome(sql)).toMatch(NOT_ANSWERED[name] ?? /^allowed$/);
  },
);

test('takes one statement, and says how many there are', async () => {
  expect(await outcome('SELECT 1; SELECT 2')).toBe(
    'refused: exactly one SELECT is answered, and this has 2 statements',
  );
  expect(await outcome('-- nothing')).toMatch(/^refused: exactly one SELECT .* 0 statements$/);
  expect(await outcome('SELECT 1;')).toBe('allowed');
});

test.each([
  'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t',
  'WITH events AS (SELECT * FROM events WHERE page = ?) SELECT count(*) FROM events',
  'WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT * FROM (SELECT * FROM b) AS c',
  'SELECT "page", COUNT(*) FROM "EVENTS" GROUP BY "page"',
  'SELECT * FROM sessions AS s, LATERAL (SELECT s.session_id) AS t(id)',
  `SELECT CAST(page AS varchar(10)), DATE '2026-11-22' - INTERVAL '1' DAY FROM events`,
  'SELECT sum(n) OVER (PARTITION BY page ORDER BY n ROWS 1 PRECEDING) FROM (VALUES (1, 2)) AS t(n, page)',
  'TABLE events',
])('lets through what is harmless: %s', async (sql) => {
  expect(await outcome(sql)).toBe('allowed');
});
