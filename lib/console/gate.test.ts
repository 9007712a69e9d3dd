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
