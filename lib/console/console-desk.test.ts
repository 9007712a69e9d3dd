import { expect, test, vi } from 'vitest';
import { createMemoryStore } from '@/lib/storage/memory';
import { eventually } from '@/lib/testing/eventually';
import type { TrailNote } from '@/lib/trail/trail';
import { createConsoleDesk } from './console-desk';
import type { ConsoleLine } from './console-document';
import { type AnswerPart, type ConsoleEngine, ConsoleError } from './console-engine';

const ANN = { id: 'password:ann', user: 'ann' };
const BOB = { id: 'password:bob', user: 'bob' };
const NOBODY_LEAVES = new AbortController().signal;

const ANSWER: readonly AnswerPart[] = [
  { kind: 'columns', columns: [{ name: 'x', type: 'INTEGER' }] },
  { kind: 'rows', rows: [[1], [2]] },
  { kind: 'end', rows: 2, truncated: false, bytesScanned: 2 ** 40, elapsedMs: 7 },
];

/** Answers the same to everything; a statement that says `wait` waits to be given up. */
function engine(name: 'duckdb' | 'athena' = 'duckdb') {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const one: ConsoleEngine = {
    name,
    async *ask({ sql, parameters, signal }) {
      asked.push({ sql, parameters });
      if (sql.includes('wrong')) throw new ConsoleError('invalid', 'no', sql.indexOf('wrong'));
      if (sql.includes('broken')) throw new TypeError('a fault of ours');
      if (sql.includes('wait')) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        throw new ConsoleError('cancelled', 'the query was cancelled');
      }
      yield* ANSWER;
    },
    async *parquet() {
      yield new Uint8Array([1, 2, 3]);
    },
    limits: async () => ({ rows: 1, bytes: 1, ms: 1, atOnce: 1, writeGuard: null }),
    close: async () => undefined,
  };
  return { one, asked };
}

function desk(name?: 'duckdb' | 'athena') {
  const { one, asked } = engine(name);
  const notes: TrailNote[] = [];
  const time = { now: Date.UTC(2026, 10, 22) };
  const objects = createMemoryStore();
  const note = (one: TrailNote) => void notes.push(one);
  const clock = () => time.now++;
  return { desk: createConsoleDesk({ engine: one, objects, clock, note }), asked, notes };
}

type Desk = ReturnType<typeof desk>['desk'];

function lines(from: Desk, owner: typeof ANN, given: unknown, signal = NOBODY_LEAVES) {
  const asked = from.ask(owner, given, signal);
  if (!asked.ok) throw new Error(asked.message);
  return asked.lines;
}

async function all(from: Desk, owner: typeof ANN, given: unknown): Promise<ConsoleLine[]> {
  const said: ConsoleLine[] = [];
  for await (const line of lines(from, owner, given)) said.push(line);
  return said;
}

const idOf = (said: readonly ConsoleLine[]) =>
  said[0]?.kind === 'begun' ? said[0].query_id : 'none';

test('an answer is told line by line, found again by its owner alone, and noted', async () => {
  const { desk: one, asked, notes } = desk();
  const said = await all(one, ANN, { sql: 'SELECT :n', parameters: { n: 3 } });
  expect(said.map(({ kind }) => kind)).toEqual(['begun', 'columns', 'rows', 'end']);
  expect(asked).toEqual([{ sql: 'SELECT ?', parameters: [3] }]);
  const outcome = { kind: 'end', rows: 2, usd: null, elapsedMs: 7 };
  await eventually(async () =>
    expect(await one.history(ANN)).toMatchObject([
      { query_id: idOf(said), sql: 'SELECT :n', parameters: { n: 3 }, outcome },
    ]),
  );
  expect(await one.history(BOB)).toEqual([]);
  expect(notes).toMatchObject([
    { who: 'ann', act: 'queried', subject: idOf(said), detail: { sql: 'SELECT :n', rows: 2 } },
  ]);
});

test('what Athena reads has its price', async () => {
  const { desk: one } = desk('athena');
  expect((await all(one, ANN, { sql: 'SELECT 1' })).at(-1)).toMatchObject({ usd: 5 });
});

test('a problem has its place in the SQL as it was asked, and a fault of ours no words of its own', async () => {
  const { desk: one } = desk();
  const wrong = await all(one, ANN, { sql: 'SELECT :n,\n wrong', parameters: { n: 1 } });
  expect(wrong.at(-1)).toEqual({
    kind: 'problem',
    problem: { code: 'invalid', message: 'no', line: 2, column: 2 },
  });
  const unfilled = await all(one, ANN, { sql: 'SELECT :n' });
  expect(unfilled.at(-1)).toMatchObject({ problem: { code: 'invalid', line: 1, column: 8 } });
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken = await all(one, ANN, { sql: 'SELECT broken' });
  expect(logged).toHaveBeenCalledWith(expect.stringContaining('a fault of ours'));
  logged.mockClear();
  expect(broken.at(-1)).toMatchObject({ problem: { code: 'failed', line: null } });
  expect(JSON.stringify(broken)).not.toContain('a fault of ours');
});

test('is cancelled by its owner alone, and ends with its reader', async () => {
  const { desk: one, notes } = desk();
  const waiting = lines(one, ANN, { sql: 'SELECT wait' })[Symbol.asyncIterator]();
  const begun = (await waiting.next()).value as ConsoleLine;
  const id = idOf([begun]);
  const next = waiting.next();
  expect(one.cancel(BOB, id)).toBe(false);
  expect(one.cancel(ANN, id)).toBe(true);
  expect((await next).value).toMatchObject({ problem: { code: 'cancelled' } });
  await waiting.next();
  expect(one.cancel(ANN, id)).toBe(false);
  for await (const line of lines(one, ANN, { sql: 'SELECT 1' })) if (line.kind === 'rows') break;
  expect(notes.map(({ detail }) => detail.outcome)).toEqual(['cancelled', 'cancelled']);
});

test.each([
  [{}, ['sql']],
  [{ sql: ' ' }, ['sql']],
  [{ sql: 'SELECT 1', owner: 'ann' }, ['body']],
  [{ sql: 'SELECT \ud800' }, ['sql']],
  [{ sql: 'SELECT 1', parameters: { 'a b': 1 } }, ['parameters.a b']],
  [{ sql: 'SELECT 1', parameters: { a: [1] } }, ['parameters.a']],
  [null, ['body']],
])('what is no question is told: %j', (given, fields) => {
  const asked = desk().desk.ask(ANN, given, NOBODY_LEAVES);
  expect(asked).toMatchObject({ ok: false, code: 'bad_question', fields });
});

test('the last two hundred are kept, the newest first', async () => {
  const { desk: one } = desk();
  for (let n = 0; n < 203; n++) await all(one, ANN, { sql: `SELECT ${n}` });
  await eventually(async () => {
    const kept = await one.history(ANN);
    expect(kept).toHaveLength(200);
    expect(kept[0]?.sql).toBe('SELECT 202');
    expect(kept.at(-1)?.sql).toBe('SELECT 3');
  });
});

test('a past query is answered again as a file of its owner, and that is noted', async () => {
  const { desk: one, notes } = desk();
  const id = idOf(await all(one, ANN, { sql: 'SELECT 1' }));
  const file = (owner: typeof ANN, format: string, of = id) =>
    one.file(owner, of, format, NOBODY_LEAVES);
  await eventually(async () => expect(await one.history(ANN)).toHaveLength(1));
  expect(await file(BOB, 'csv')).toMatchObject({ ok: false, code: 'unknown_query' });
  expect(await file(ANN, 'csv', '../etc')).toMatchObject({ ok: false, code: 'unknown_query' });
  expect(await file(ANN, 'xlsx')).toMatchObject({ ok: false, code: 'bad_format' });
  const csv = await file(ANN, 'csv');
  if (!csv.ok || csv.format !== 'csv') throw new Error('no file');
  const parts: AnswerPart[] = [];
  for await (const part of csv.parts) parts.push(part);
  expect(parts).toEqual(ANSWER);
  expect(await file(ANN, 'parquet')).toMatchObject({ ok: true, format: 'parquet' });
  expect(notes.map(({ act, detail }) => [act, detail.format])).toEqual([
    ['queried', undefined],
    ['exported', 'csv'],
    ['exported', 'parquet'],
  ]);
});

test('a file of wrong SQL is refused before it begins', async () => {
  const { desk: one } = desk();
  const id = idOf(await all(one, ANN, { sql: 'SELECT wrong' }));
  await eventually(async () => expect(await one.history(ANN)).toHaveLength(1));
  expect(await one.file(ANN, id, 'csv', NOBODY_LEAVES)).toMatchObject({
    ok: false,
    code: 'problem',
    problem: { code: 'invalid', line: 1, column: 8 },
  });
});

test('saved queries are their owner’s; what is shared others find and do not change', async () => {
  const { saved } = desk().desk;
  const query = { name: ' Views ', sql: 'SELECT :n', shared: false };
  const mine = await saved.save(ANN, query);
  if (!mine.ok) throw new Error(mine.message);
  const { id } = mine.query;
  expect(mine.query).toMatchObject({ name: 'Views', owner: ANN.id, ownerName: 'ann' });
  expect(await saved.list(BOB)).toEqual([]);
  expect(await saved.change(ANN, id, { ...query, shared: true })).toMatchObject({ ok: true });
  expect(await saved.list(BOB)).toMatchObject([{ id, name: 'Views', owner: ANN.id }]);
  expect(await saved.change(BOB, id, query)).toMatchObject({ ok: false, code: 'unknown_query' });
  expect(await saved.remove(BOB, id)).toBe(false);
  expect(await saved.save(BOB, { ...query, owner: ANN.id })).toMatchObject({ code: 'bad_query' });
  expect(await saved.save(BOB, { ...query, name: 'a\nb' })).toMatchObject({ fields: ['name'] });
  expect(await saved.remove(ANN, id)).toBe(true);
  expect(await saved.list(ANN)).toEqual([]);
});

test('each keeps a hundred, also of those saved at once', async () => {
  const { saved } = desk().desk;
  const query = { name: 'one', sql: 'SELECT 1', shared: false };
  const outcomes = await Promise.all(Array.from({ length: 102 }, () => saved.save(ANN, query)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(100);
  expect(outcomes.at(-1)).toMatchObject({ code: 'too_many_queries' });
  expect(await saved.save(BOB, query)).toMatchObject({ ok: true });
});
