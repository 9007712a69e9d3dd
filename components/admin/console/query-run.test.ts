import { expect, test, vi } from 'vitest';
import type { ConsoleLine } from '@/lib/console/console-document';
import { type QueryRunOptions, startQueryRun } from './query-run';

const BEGUN: ConsoleLine = { kind: 'begun', query_id: 'q1', engine: 'duckdb' };
const COLUMNS: ConsoleLine = { kind: 'columns', columns: [{ name: 'n', type: 'INTEGER' }] };
const END = { rows: 3, truncated: false, bytesScanned: 10, usd: null, elapsedMs: 4 };

/** An answer that is sent line by line. */
function answer() {
  let sink: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      sink = controller;
    },
  });
  return {
    response: new Response(body),
    async send(...lines: readonly ConsoleLine[]) {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      sink?.enqueue(new TextEncoder().encode(text));
      await settle();
    },
    async close() {
      sink?.close();
      await settle();
    },
    async breakOff() {
      sink?.error(new Error('connection reset'));
      await settle();
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function start(given: Partial<QueryRunOptions>) {
  let now = 1_000;
  const delayed: (() => void)[] = [];
  const cancelOnServer = vi.fn(async () => undefined);
  const onSignedOut = vi.fn();
  const run = startQueryRun({
    question: { sql: 'SELECT n' },
    from: 0,
    ask: () => new Promise(() => undefined),
    clock: () => now,
    later: (call) => delayed.push(call),
    ...{ cancelOnServer, onSignedOut, ...given },
  });
  const seen: number[] = [];
  run.listen(() => seen.push(run.view().count));
  return { run, seen, delayed, cancelOnServer, onSignedOut, pass: (ms: number) => (now += ms) };
}

test('the first rows are told at once, those after them together, and the end as it comes', async () => {
  const sent = answer();
  const { run, seen, delayed, pass } = start({ ask: async () => sent.response });
  await sent.send(BEGUN, COLUMNS);
  pass(50);
  await sent.send({ kind: 'rows', rows: [[1]] });
  expect(run.view()).toMatchObject({ state: 'running', count: 1, firstRowMs: 50, queryId: 'q1' });
  await sent.send({ kind: 'rows', rows: [[2]] });
  await sent.send({ kind: 'rows', rows: [[3]] });
  expect(run.view().count).toBe(1);
  expect(delayed).toHaveLength(1);
  delayed[0]?.();
  expect(run.view().count).toBe(3);
  pass(50);
  await sent.send({ kind: 'end', ...END });
  await sent.close();
  expect(run.view()).toMatchObject({ state: 'done', end: END, tookMs: 100, problem: null });
  expect(run.view().rows?.value(2, 0)).toBe(3);
  expect(seen.at(-1)).toBe(3);
});

test('its place in the line is told until it is its turn', async () => {
  const sent = answer();
  const { run } = start({ ask: async () => sent.response });
  const place = () => run.view().place;
  await sent.send(BEGUN, { kind: 'turn', place: 2 });
  expect(place()).toBe(2);
  await sent.send({ kind: 'turn', place: 1 });
  expect(place()).toBe(1);
  await sent.send({ kind: 'turn', place: 0 });
  expect(place()).toBeNull();
});

test('a problem after rows keeps the rows', async () => {
  const sent = answer();
  const { run } = start({ ask: async () => sent.response });
  const problem = { code: 'timeout', message: 'Too long.', line: null, column: null } as const;
  await sent.send(BEGUN, COLUMNS, { kind: 'rows', rows: [[1]] }, { kind: 'problem', problem });
  expect(run.view()).toMatchObject({ state: 'problem', count: 1, problem });
});

test('cancelling ends it here and on the server, and what comes later is not heard', async () => {
  const sent = answer();
  let signal: AbortSignal | undefined;
  const { run, cancelOnServer } = start({
    ask: async (_, given) => {
      signal = given;
      return sent.response;
    },
  });
  await sent.send(BEGUN, COLUMNS, { kind: 'rows', rows: [[1]] });
  run.cancel();
  run.cancel();
  expect(run.view().state).toBe('cancelled');
  expect(signal?.aborted).toBe(false);
  await settle();
  expect(signal?.aborted).toBe(true);
  expect(cancelOnServer.mock.calls).toEqual([['q1']]);
  await sent.breakOff();
  expect(run.view()).toMatchObject({ state: 'cancelled', count: 1, problem: null });
});

test('what is refused is told with its place, and whoever is signed out is led to sign in', async () => {
  const refusal = { code: 'refused', message: 'One SELECT.', line: 2, column: 5 };
  const refused = start({ ask: async () => Response.json(refusal, { status: 400 }) });
  await settle();
  expect(refused.run.view()).toMatchObject({ state: 'problem', problem: refusal });

  const signedOut = start({ ask: async () => Response.json({}, { status: 401 }) });
  await settle();
  expect(signedOut.onSignedOut).toHaveBeenCalledOnce();
  expect(signedOut.run.view().problem?.message).toContain('kept in its tab');

  const odd = start({ ask: async () => new Response('<html>', { status: 502 }) });
  await settle();
  expect(odd.run.view().problem?.message).toBe('The server answered 502.');
});

test('a server that is not there, and an answer that breaks off, are told apart', async () => {
  const gone = start({ ask: async () => Promise.reject(new TypeError('fetch failed')) });
  await settle();
  expect(gone.run.view().problem?.message).toContain('did not answer');

  const sent = answer();
  const { run } = start({ ask: async () => sent.response });
  await sent.send(BEGUN, COLUMNS, { kind: 'rows', rows: [[1]] });
  await sent.close();
  expect(run.view()).toMatchObject({ state: 'problem', count: 1 });
  expect(run.view().problem?.message).toContain('cut off');
});
