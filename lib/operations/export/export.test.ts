import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { COLUMNS } from '@/lib/events/columns';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { openLedger } from '@/lib/traffic/ledger-file';
import { exportAnswers } from './answers';
import { exportEvents, FORMATS } from './export';

const NOW = Date.parse('2026-11-22T08:15:40.000Z');
const run = (n: number) =>
  storedEvent(n, {
    event_ms: NOW + n,
    run_id: 'run-7',
    actor: 'bot',
    search_term: 'a "cup", blue',
  });
const EVENTS = [run(1), run(2), storedEvent(3, { event_ms: NOW + 3 })];

function setUp(more: Partial<Parameters<typeof exportEvents>[0]> = {}) {
  const engine = createDuckdbEngine({ lake: createFakeLake(...EVENTS) });
  onTestFinished(() => engine.close());
  const folder = join(scratchFolder(), 'set');
  const options = { engine, folder, formats: FORMATS, without: [], onProgress: () => undefined };
  return { folder, done: () => exportEvents({ ...options, ...more }) };
}

test('a run is written in three formats that say the same, with a dictionary', async () => {
  const { folder, done } = setUp({ runId: 'run-7' });
  expect(await done()).toEqual({
    events: 2,
    first_ms: NOW + 1,
    last_ms: NOW + 2,
    files: ['dictionary.md', 'events.csv', 'events.ndjson', 'events.parquet'],
  });
  const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n');
  const objects = lines.map((line) => JSON.parse(line));
  expect(objects.map(({ event_id }) => event_id)).toEqual(
    EVENTS.slice(0, 2).map(({ event_id }) => event_id),
  );
  expect(objects[0]).not.toHaveProperty('product_id');
  const [head, first] = readFileSync(join(folder, 'events.csv'), 'utf8').split('\n');
  expect(head).toBe(COLUMNS.map(({ name }) => name).join(','));
  expect(first).toContain('"a ""cup"", blue"');
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const parquet = await read(`SELECT * FROM read_parquet('${folder}/events.parquet')`);
  const csv = await read(
    `SELECT event_id, event_ms, search_term FROM read_csv('${folder}/events.csv')`,
  );
  expect(parquet.map(({ event_id, search_term }) => [event_id, search_term])).toEqual(
    csv.map(({ event_id, search_term }) => [event_id, search_term]),
  );
  expect(Object.keys(parquet[0] ?? {})).toEqual(COLUMNS.map(({ name }) => name));
  connection.closeSync();
  instance.closeSync();
  expect(readFileSync(join(folder, 'dictionary.md'), 'utf8')).toContain(
    '| search_term | string | yes |',
  );
});

test('what gives the answer away can be left out, in all of it', async () => {
  const { folder, done } = setUp({
    range: { from: NOW, to: NOW + 100 },
    without: ['actor', 'run_id'],
    formats: ['ndjson', 'parquet'],
  });
  expect(await done()).toMatchObject({
    events: 3,
    files: ['dictionary.md', 'events.ndjson', 'events.parquet'],
  });
  const text = readFileSync(join(folder, 'events.ndjson'), 'utf8');
  expect(text).not.toMatch(/run-7|"actor"/);
  expect(readFileSync(join(folder, 'dictionary.md'), 'utf8')).not.toContain('| actor |');
});

test('nothing is written over, and nothing is written of nothing', async () => {
  await expect(setUp({ runId: 'nobody' }).done()).rejects.toThrow('no such events');
  const { folder, done } = setUp({ runId: 'run-7' });
  mkdirSync(folder);
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  await expect(done()).rejects.toThrow('not empty');
});

test('the answers of a run lie apart: figures, effects and every fault that was done', async () => {
  const root = scratchFolder();
  const ledger = await openLedger(root, 'run-7');
  const { received_at: _, event_ms: __, ...sent } = EVENTS[0] ?? run(1);
  const id = sent.event_id;
  const entries: LedgerEntry[] = [
    {
      t: 'run',
      v: 1,
      at: NOW,
      run_id: 'run-7',
      actor: 'producer',
      channel: 'lake',
      seed: 7,
      parameters: {},
    },
    { t: 'dose', at: NOW, fault: 'late', ids: [id], by_ms: 90_000 },
    { t: 'captured', at: NOW, events: [sent as never] },
    { t: 'acked', at: NOW, ids: [id] },
  ];
  for (const entry of entries) void ledger.write(entry);
  await ledger.close();
  const folder = join(root, 'answers');
  await exportAnswers(root, 'run-7', folder);
  const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'));
  expect(answers).toMatchObject({ run: { seed: 7 }, faults: { late: 1 }, effects: [] });
  const overview = answers.figures.find(({ report }: { report: string }) => report === 'overview');
  expect(overview.rows[0]).toMatchObject({ actor: 'all', events: 1, sessions: 1 });
  expect(JSON.parse(readFileSync(join(folder, 'faults.ndjson'), 'utf8'))).toEqual({
    fault: 'late',
    event_id: id,
    by_ms: 90_000,
  });
  await expect(exportAnswers(root, 'nobody', folder)).rejects.toMatchObject({ code: 'missing' });
});
