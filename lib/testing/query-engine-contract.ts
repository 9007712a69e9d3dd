import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';

interface ContractCase {
  readonly sql: string;
  readonly parameters: readonly QueryValue[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryValue[])[];
}

/** Statements whose answers hold on every engine; the twin is told them beforehand. */
export const CONTRACT_CASES = {
  values: {
    sql: `SELECT CAST(7 AS bigint) AS n, CAST('19.99' AS decimal(10,2)) AS price, 0.5e0 AS half,
      'tea' AS word, true AS yes, CAST(NULL AS varchar) AS nothing, DATE '2026-11-22' AS day,
      from_iso8601_timestamp('2026-11-22T10:00:00.250Z') AS at,
      TIMESTAMP '2026-11-22 10:00:00.250' AS local_at`,
    parameters: [],
    columns: ['n', 'price', 'half', 'word', 'yes', 'nothing', 'day', 'at', 'local_at'],
    rows: [
      [
        7,
        19.99,
        0.5,
        'tea',
        true,
        null,
        '2026-11-22',
        '2026-11-22T10:00:00.250Z',
        '2026-11-22T10:00:00.250',
      ],
    ],
  },
  parameters: {
    sql: 'SELECT ? AS a, ? AS b, ? AS c, ? AS d',
    parameters: [1_795_000_000_000, "it's", null, 2.5],
    columns: ['a', 'b', 'c', 'd'],
    rows: [[1_795_000_000_000, "it's", null, 2.5]],
  },
  empty: {
    sql: 'SELECT 1 AS one WHERE 1 = 2',
    parameters: [],
    columns: ['one'],
    rows: [],
  },
} as const satisfies Record<string, ContractCase>;

/** Runs for minutes wherever it runs. */
export const SLOW_SQL = `SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x)
  CROSS JOIN UNNEST(sequence(1, 10000)) AS b(y) CROSS JOIN UNNEST(sequence(1, 10000)) AS c(z)
  WHERE x * y + z = 7`;
const WRONG_SQL = 'SELEC 1';

/** What every QueryEngine promises; each driver runs it. */
export function describeQueryEngine(name: string, open: () => Promise<QueryEngine>): void {
  describe(`QueryEngine ${name}`, () => {
    let engine: QueryEngine;
    beforeEach(async () => {
      engine = await open();
    });
    afterEach(() => engine.close());

    test.each(Object.entries(CONTRACT_CASES))('answers plain values: %s', async (_, expected) => {
      const { sql, parameters, columns, rows } = expected;
      const result = await engine.query(sql, { parameters });
      expect(result.columns.map((column) => column.name)).toEqual(columns);
      expect(result.rows).toEqual(rows);
      expect(result.elapsedMs).toBeGreaterThanOrEqual(0);
    });

    test('answers concurrent callers each with their own rows', async () => {
      const { values, parameters } = CONTRACT_CASES;
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => {
          const { sql, parameters: given } = i % 2 ? values : parameters;
          return engine.query(sql, { parameters: given });
        }),
      );
      for (const [i, { rows }] of answers.entries()) {
        expect(rows).toEqual((i % 2 ? values : parameters).rows);
      }
    });

    test('tells wrong SQL from its own trouble', async () => {
      await expect(engine.query(WRONG_SQL)).rejects.toMatchObject({ code: 'invalid' });
    });

    test('gives up at the deadline, and can be asked again', async () => {
      const slow = engine.query(SLOW_SQL, { deadlineMs: 200 });
      await expect(slow).rejects.toMatchObject({ code: 'timeout' });
      const { sql, rows } = CONTRACT_CASES.values;
      expect((await engine.query(sql)).rows).toEqual(rows);
    });

    test('stops when the caller gives up, before and during', async () => {
      const before = engine.query(SLOW_SQL, { signal: AbortSignal.abort() });
      await expect(before).rejects.toMatchObject({ code: 'cancelled' });
      const caller = new AbortController();
      const during = engine.query(SLOW_SQL, { signal: caller.signal });
      setTimeout(() => caller.abort(), 100);
      await expect(during).rejects.toMatchObject({ code: 'cancelled' });
    });

    test('close ends what runs, then refuses, and may be called twice', async () => {
      const slow = engine.query(SLOW_SQL);
      const refused = expect(slow).rejects.toMatchObject({ code: 'unavailable' });
      await engine.close();
      await refused;
      const late = engine.query(CONTRACT_CASES.values.sql);
      await expect(late).rejects.toMatchObject({ code: 'unavailable' });
      await engine.close();
    });
  });
}
