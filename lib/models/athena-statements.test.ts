import { DuckDBInstance } from '@duckdb/node-api';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS } from '@/lib/common/clock';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import { MIDNIGHT, sessionId } from '@/lib/testing/model-lake';
import {
  type AthenaTables,
  DATABASE_TABLES,
  glueModelColumns,
  mergeEvents,
  mergeModelDay,
  touchedDays,
} from './athena-statements';
import { EVENT_DEFINITIONS, EVENT_NAMES, READ_LINES } from './event-lines';
import { MODELS } from './models';
import { sessionsModel } from './sessions';
import { TRINO_PRELUDE } from './trino-prelude';

const TABLES: AthenaTables = { ...DATABASE_TABLES, landing: 'landing' };
const ARRIVALS = { from: '2026-11-21', to: '2026-11-22' };
const DAY = '2026-11-21';

test('every statement is Trino SQL', { timeout: 60_000 }, () => {
  const parser = new TrinoSQL();
  const statements = [
    mergeEvents(TABLES, ARRIVALS),
    touchedDays(TABLES, ARRIVALS),
    ...MODELS.map((model) => mergeModelDay(TABLES, model, DAY)),
  ];
  for (const sql of statements) expect(parser.validate(sql)).toEqual([]);
  expect(parser.validate(mergeEvents(TABLES, ARRIVALS).replace('USING', 'US'))).not.toEqual([]);
});

test('a date that is none reaches no statement', () => {
  expect(() => mergeModelDay(TABLES, sessionsModel, "' OR true --")).toThrow(RangeError);
  expect(() => mergeEvents(TABLES, { from: 'x', to: DAY })).toThrow(RangeError);
});

/** The same tables in DuckDB, which knows MERGE too. */
async function cloud() {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  for (const sql of TRINO_PRELUDE) await run(sql);
  await run(`CREATE TABLE landing (${EVENT_DEFINITIONS}, dt VARCHAR)`);
  await run(`CREATE TABLE events (${EVENT_DEFINITIONS}, dt VARCHAR)`);
  await run(`CREATE TABLE products (product_id VARCHAR, category VARCHAR)`);
  await run(`INSERT INTO products VALUES ('pot', 'table')`);
  for (const { name, columns } of MODELS) {
    await run(`CREATE TABLE ${name} (${columns.map((c) => `${c.name} ${c.type}`).join(', ')})`);
  }
  return {
    run,
    async arrive(day: string, ...events: readonly ClickstreamEvent[]) {
      const text = events.map((event) => JSON.stringify(event)).join('\n');
      const insert = `INSERT INTO landing ${READ_LINES} SELECT ${EVENT_NAMES}, '${day}' FROM fields`;
      await connection.run(insert, [text]);
    },
    async refresh() {
      await run(mergeEvents(TABLES, ARRIVALS));
      for (const [day] of await run(touchedDays(TABLES, ARRIVALS))) {
        for (const model of MODELS) await run(mergeModelDay(TABLES, model, String(day)));
      }
    },
    /** Rows that a table and plain SQL over events do not share. */
    async differing() {
      const found: unknown[] = [];
      for (const { name, columns, select } of MODELS) {
        const list = columns.map((column) => column.name).join(', ');
        const plain = `SELECT ${list} FROM (${select(TABLES)})`;
        const table = `SELECT ${list} FROM ${name}`;
        found.push(
          ...(await run(`(${plain} EXCEPT ALL ${table}) UNION ALL (${table} EXCEPT ALL ${plain})`)),
        );
      }
      return found;
    },
  };
}

const visit = (n: number, ms: number, fields: Partial<ClickstreamEvent> = {}) =>
  storedEvent(n, { event_ms: ms, session_id: sessionId(MIDNIGHT - HOUR_MS, 1), ...fields });

test('the tables follow what arrives, each event once, and a second run changes nothing', async () => {
  const { run, arrive, refresh, differing } = await cloud();
  const pot = { page: 'product', product_id: 'pot' } as const;
  await arrive('2026-11-21', visit(2, MIDNIGHT - 1, { ...pot, device_type: 'desktop' }));
  await refresh();
  expect(await differing()).toEqual([]);
  // A copy on the next day, an event after midnight, and late the session's true first event, which
  // changes the dimensions that all of it is counted by.
  await arrive(
    '2026-11-22',
    visit(2, MIDNIGHT - 1, { ...pot, received_at: '2026-11-22T09:00:00.000Z', page: 'home' }),
    visit(3, MIDNIGHT + 1, { ...pot, event_type: 'add_to_cart', quantity: 1 }),
    visit(1, MIDNIGHT - 2, { location: 'IE' }),
  );
  await refresh();
  expect(await run('SELECT dt, event_id, page FROM events ORDER BY event_id')).toEqual([
    [DAY, visit(1, MIDNIGHT - 2).event_id, 'home'],
    [DAY, visit(2, MIDNIGHT - 1).event_id, 'product'],
    ['2026-11-22', visit(3, MIDNIGHT + 1).event_id, 'product'],
  ]);
  expect(await run('SELECT DISTINCT device_type, country FROM rollup')).toEqual([['mobile', 'IE']]);
  expect(await differing()).toEqual([]);
  const [[before]] = (await run('SELECT count(*) FROM rollup')) as [[unknown]];
  await refresh();
  expect(await differing()).toEqual([]);
  expect(await run('SELECT count(*) FROM rollup')).toEqual([[before]]);
});

test('Glue columns have the models’ names and meanings', () => {
  for (const model of MODELS) {
    expect(glueModelColumns(model).map(({ name, comment }) => [name, comment])).toEqual(
      model.columns.map(({ name, doc }) => [name, doc]),
    );
  }
  expect(glueModelColumns(sessionsModel)[0]?.type).toBe('string');
});
