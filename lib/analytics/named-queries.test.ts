import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { expect, test } from 'vitest';
import { DAY_MS } from '@/lib/common/clock';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { createDuckdbEngine } from './duckdb';
import { namedQueries, STAND_IN_DATE } from './named-queries';
import { REPORTS } from './reports/registry';

const QUERIES = namedQueries();

test('every report that needs no more than a range is one, in Trino SQL and without open places', () => {
  const without = Object.keys(REPORTS).filter((name) => !QUERIES.some((one) => one.name === name));
  expect(without).toEqual(['session_events']);
  const parser = new TrinoSQL();
  for (const { name, sql } of QUERIES) {
    expect([name, parser.validate(sql)]).toEqual([name, []]);
    expect(sql).not.toContain('?');
    expect(sql).not.toContain(`'${STAND_IN_DATE}-`);
    // A moment of the stand-in's years, as milliseconds.
    expect(sql).not.toMatch(/\b9[4-9]\d{10}\b(?!\d)/);
  }
});

test('they answer of the last whole days, not of today', async () => {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const at = (n: number, event_ms: number) => storedEvent(n, { event_ms, session_id: `s${n}` });
  const engine = createDuckdbEngine({
    lake: createFakeLake(
      at(1, today - 1),
      at(2, today - 7 * DAY_MS),
      at(3, today - 7 * DAY_MS - 1),
    ),
  });
  try {
    const sql = QUERIES.find(({ name }) => name === 'overview')?.sql ?? '';
    const { columns, rows } = await engine.query(sql.replace(/^--.*\n/, ''));
    const column = (name: string) => columns.findIndex((one) => one.name === name);
    const everyone = rows.find((row) => row[column('actor')] === 'all');
    expect(everyone?.[column('sessions')]).toBe(2);
    expect(everyone?.[column('visitors')]).toBe(1);
  } finally {
    await engine.close();
  }
});
