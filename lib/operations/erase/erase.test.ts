import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { formatUuidV7 } from '@/lib/common/uuid';
import { inspectLake } from '@/lib/lake/inspect';
import { lockLake } from '@/lib/lake/lake-lock';
import { makeModels } from '@/lib/lake/make-models';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { roll } from '@/lib/lake/roll';
import { storedEvent } from '@/lib/testing/lake-events';
import { LAKE_NOW, lakeUnderTest } from '@/lib/testing/lake-under-test';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { eraseVisitor } from './erase';

const GONE = 'visitor-1';
const DAY = 24 * 60 * 60 * 1000;
const sessionOf = (user_id: string) =>
  formatUuidV7(
    LAKE_NOW,
    Uint8Array.from({ length: 16 }, (_, at) => user_id.charCodeAt(at) || at),
  );
const eventOf = (n: number, user_id: string, event_ms = LAKE_NOW) =>
  storedEvent(n, { event_ms, user_id, session_id: sessionOf(user_id) });
const theirs = eventOf(2, GONE);
const others = [eventOf(1, 'visitor-10'), eventOf(3, 'visitor-2')];

/** A visitor in every place that keeps one, beside others whose ids resemble theirs. */
async function lakeWithVisitor() {
  const lake = lakeUnderTest();
  const put = (path: string, content: string | Buffer) => {
    const full = join(lake.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  };
  const [first, last] = others;
  const segment = lake.write('a', first ?? '', theirs, `torn of ${GONE}`, 'no event', last ?? '');
  lake.write('b', eventOf(4, GONE, LAKE_NOW - DAY));
  const keeper = lake.keeper();
  await keeper.rollAll();
  await keeper.makeAllModels();
  await keeper.close();
  lake.write('c', eventOf(5, GONE), eventOf(6, 'visitor-2'));
  const failed = (user_id: string) =>
    JSON.stringify({ bytes: Buffer.from(JSON.stringify({ user_id })).toString('base64') });
  const failedPath = put(
    'raw/failed/dt=2026-11-22/hour=08/footfall-1-f',
    gzipSync(`${failed(GONE)}\n${failed('visitor-2')}\n`),
  );
  const ids = [theirs.event_id, others[0]?.event_id ?? ''];
  const entries: LedgerEntry[] = [
    {
      t: 'run',
      v: 1,
      at: 1,
      run_id: 'bots',
      actor: 'bot',
      channel: 'bots',
      seed: 7,
      parameters: {},
    },
    { t: 'captured', at: 2, shopper: 3, events: [theirs] },
    { t: 'captured', at: 2, shopper: 4, events: others },
    { t: 'acked', at: 3, ids },
    { t: 'trouble', at: 4, shopper: 3, what: 'a page' },
    { t: 'end', at: 5, why: 'done' },
  ];
  const ledger = put(
    'ledger/bots.ndjson',
    entries.map((one) => `${JSON.stringify(one)}\n`).join(''),
  );
  const saved = put('state/queries/one.json', `{"sql":"WHERE user_id = '${GONE}'"}`);
  put('processed/query-results/old.csv', GONE);
  const erase = (dryRun = false) =>
    eraseVisitor({
      root: lake.root,
      user_id: GONE,
      clock: lake.clock,
      roll: (job) => roll(job, lake),
      makeModels: (job) => makeModels(job, lake),
      dryRun,
    });
  const findings = async () => inspectLake(lake.root, await createManifestReader(lake.root).read());
  return { ...lake, put, segment, failedPath, ledger, saved, erase, findings };
}

test('a visitor is removed everywhere, nobody else is touched, and the lake agrees with itself', async () => {
  const lake = await lakeWithVisitor();
  const done = await lake.erase();
  expect(done).toEqual({
    user_id: GONE,
    events: 3,
    sessions: 1,
    raw_lines: 4,
    failed_lines: 1,
    ledgers: 1,
    parquet_files: 3,
    state_files: 1,
    cached_files: 1,
    remains: [],
  });
  const { rows } = await lake.engine().query('SELECT user_id, event_id FROM events ORDER BY 2');
  expect(rows.map(([user]) => user)).toEqual(['visitor-10', 'visitor-2', 'visitor-2']);
  const sessions = await lake.engine().query('SELECT session_id, events FROM sessions ORDER BY 1');
  expect(sessions.rows).toEqual([
    [sessionOf('visitor-10'), 1],
    [sessionOf('visitor-2'), 2],
  ]);
  const kept = [others[0], 'no event', others[1]].map((line) =>
    typeof line === 'string' ? line : JSON.stringify(line),
  );
  expect(readFileSync(lake.segment, 'utf8')).toBe(`${kept.join('\n')}\n`);
  expect((await lake.findings()).filter(({ kind }) => kind === 'damage')).toEqual([]);
  expect(readFileSync(lake.saved, 'utf8')).toBe(`{"sql":"WHERE user_id = 'erased'"}`);
  const ledger = readFileSync(lake.ledger, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(ledger.map(({ t }) => t)).toEqual(['run', 'captured', 'acked', 'end']);
  expect(ledger[2].ids).toEqual([others[0]?.event_id]);
});

test('the same call finds nothing more, and what is repaired from raw does not bring them back', async () => {
  const lake = await lakeWithVisitor();
  await lake.erase();
  expect(await lake.erase()).toMatchObject({
    events: 0,
    raw_lines: 0,
    parquet_files: 0,
    remains: [],
  });
  const keeper = lake.keeper();
  await keeper.rollAll();
  const found = await lake.engine().query(`SELECT count(*) FROM events WHERE user_id = '${GONE}'`);
  expect(found.rows).toEqual([[0]]);
});

test('a dry run names the files and changes none', async () => {
  const lake = await lakeWithVisitor();
  const before = readFileSync(lake.segment, 'utf8');
  const { remains, events } = await lake.erase(true);
  expect(events).toBe(3);
  expect(remains).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^raw\/events\/.*footfall-1-a$/),
      expect.stringMatching(/^raw\/failed\//),
      expect.stringMatching(/^processed\/events\/.*\.parquet$/),
      expect.stringMatching(/^processed\/sessions\/.*\.parquet$/),
      'ledger/bots.ndjson',
      'state/queries/one.json',
      'processed/query-results/old.csv',
    ]),
  );
  expect(readFileSync(lake.segment, 'utf8')).toBe(before);
});

test('what it does not reach is named', async () => {
  const lake = await lakeWithVisitor();
  lake.put('local/notes.txt', `ask ${GONE} about it`);
  expect(await lake.erase()).toMatchObject({ remains: ['local/notes.txt'] });
});

test('cut off after raw, the next call does the rest', async () => {
  const lake = await lakeWithVisitor();
  const stopped = eraseVisitor({
    root: lake.root,
    user_id: GONE,
    clock: lake.clock,
    roll: (job) => roll(job, lake),
    makeModels: async () => Promise.reject(new Error('killed')),
  });
  await expect(stopped).rejects.toThrow('killed');
  expect(await lake.erase()).toMatchObject({ remains: [] });
  expect((await lake.findings()).filter(({ kind }) => kind === 'damage')).toEqual([]);
});

test('nobody is erased beside a server, and nothing that is no id', async () => {
  const lake = await lakeWithVisitor();
  const other = { pid: process.ppid, boot: '', started: '' };
  const release = lockLake(lake.root, other, () => true);
  await expect(lake.erase()).rejects.toMatchObject({ code: 'FOOTFALL_LOCKED' });
  release();
  const wrong = { root: lake.root, user_id: `a' OR 1`, clock: lake.clock };
  const work = { roll: async () => Promise.reject(), makeModels: async () => Promise.reject() };
  await expect(eraseVisitor({ ...wrong, ...work })).rejects.toThrow(RangeError);
  expect(existsSync(lake.segment)).toBe(true);
});
