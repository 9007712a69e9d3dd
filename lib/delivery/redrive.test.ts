import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { toLine } from '@/lib/events/complete';
import { createMemoryStore } from '@/lib/storage/memory';
import type { ObjectStore } from '@/lib/storage/object-store';
import { storedEvent } from '@/lib/testing/lake-events';
import { type EventSink, outcomes } from './event-sink';
import { createMemorySink } from './memory';
import { redrive, type Unrepairable } from './redrive';

const AT = Date.parse('2026-11-22T08:30:00.000Z');
const line = (n: number) => toLine(storedEvent(n, { event_ms: AT }));
const KEY = 'events/format-conversion-failed/dt=2026-11-22/footfall-events-1-a';

function errorRecord(data: string, code = 'DataFormatConversion.ParseError'): string {
  return `${JSON.stringify({
    attemptsMade: 1,
    arrivalTimestamp: AT,
    lastErrorCode: code,
    lastErrorMessage: 'as scripted',
    rawData: Buffer.from(data).toString('base64'),
  })}\n`;
}

async function undelivered(objects: Readonly<Record<string, string | Uint8Array>>) {
  const store = createMemoryStore();
  for (const [key, body] of Object.entries(objects)) await store.put(key, Buffer.from(body));
  return store;
}

const failedLine = ({ reason, text, index }: Unrepairable) => `${reason} ${index} ${text}`;
const run = (store: ObjectStore, sink: EventSink, more = {}) =>
  redrive({ store, sink, failedLine, sleep: async () => undefined, ...more });
const keys = async (store: ObjectStore) => (await store.list('')).map(({ key }) => key);

test('sends each event again, keeps what it cannot mend as failed, and says what became of all', async () => {
  const body = errorRecord(`${line(1)}\n${line(2)}${line(3)}\n`) + errorRecord('{"page":"cut');
  const store = await undelivered({ [KEY]: body });
  const sink = createMemorySink();
  const reports = await run(store, sink);
  expect(sink.lines).toEqual({
    events: [line(1), line(2), line(3)],
    failed: ['not_object 3 {"page":"cut'],
  });
  expect(reports).toEqual([
    {
      key: KEY,
      status: 'done',
      message: null,
      records: 2,
      errors: { 'DataFormatConversion.ParseError: as scripted': 2 },
      sent: 1,
      repaired: 2,
      rules: { glued: 2 },
      failed: 1,
    },
  ]);
  expect(await keys(store)).toEqual([`redriven/${KEY}`]);
  expect(Buffer.from((await store.get(`redriven/${KEY}`)) ?? []).toString()).toBe(body);
  expect(await run(store, sink)).toEqual([]);
  expect(sink.lines.events).toHaveLength(3);
});

test('a dry run says the same and changes nothing', async () => {
  const store = await undelivered({ [KEY]: errorRecord(line(1)) });
  const sink = createMemorySink();
  expect(await run(store, sink, { dryRun: true })).toMatchObject([{ status: 'would', sent: 1 }]);
  expect(sink.lines).toEqual({ events: [], failed: [] });
  expect(await keys(store)).toEqual([KEY]);
});

test('reads gzip, both names of the error, and leaves failed events what they are', async () => {
  const old = errorRecord(line(1)).replace('lastErrorCode', 'errorCode');
  const store = await undelivered({
    [KEY]: gzipSync(old),
    'failed/processing-failed/dt=2026-11-22/x': errorRecord('{"reason":"bad_id"}\n'),
  });
  const sink = createMemorySink();
  expect(await run(store, sink)).toMatchObject([
    { errors: { 'DataFormatConversion.ParseError: as scripted': 1 } },
    { status: 'done' },
  ]);
  expect(sink.lines).toEqual({ events: [line(1)], failed: ['{"reason":"bad_id"}'] });
});

test('an object of something else stays, named with its line, and harms none beside it', async () => {
  const store = await undelivered({
    'events/a': `${errorRecord(line(1))}not json\n`,
    'events/b': errorRecord(line(2)),
    'events/c': Uint8Array.of(0x1f, 0x8b, 0),
  });
  const sink = createMemorySink();
  expect(await run(store, sink)).toMatchObject([
    { status: 'unreadable', message: expect.stringContaining('line 2') },
    { status: 'done' },
    { status: 'unreadable' },
  ]);
  expect(sink.lines.events).toEqual([line(2)]);
  expect(await keys(store)).toEqual(['events/a', 'events/c', 'redriven/events/b']);
});

test('what the sink does not take is asked of it again, and stays where it never does', async () => {
  const inner = createMemorySink();
  let refusals = 2;
  const slow: EventSink = {
    ...inner,
    put: async (stream, lines) =>
      refusals-- > 0
        ? outcomes(lines.length, { ok: false, code: 'overloaded', message: 'slow down' })
        : inner.put(stream, lines),
  };
  const store = await undelivered({ [KEY]: errorRecord(`${line(1)}\n${line(2)}\n`) });
  expect(await run(store, slow)).toMatchObject([{ status: 'done' }]);
  expect(inner.lines.events).toEqual([line(1), line(2)]);

  const other = await undelivered({ [KEY]: errorRecord(line(3)) });
  refusals = Number.POSITIVE_INFINITY;
  expect(await run(other, slow)).toMatchObject([{ status: 'refused', message: 'slow down' }]);
  expect(await keys(other)).toEqual([KEY]);
  refusals = 0;
  expect(await run(other, slow)).toMatchObject([{ status: 'done' }]);
  expect(inner.lines.events).toEqual([line(1), line(2), line(3)]);
});

test('a run that dies between any two steps loses nothing, and what is marked is not sent twice', async () => {
  for (let steps = 0; ; steps++) {
    const store = await undelivered({
      'events/a': errorRecord(`${line(1)}\n`),
      'events/b': errorRecord(`${line(2)}\n`),
    });
    const sink = createMemorySink();
    let left = steps;
    const dies = async <T>(work: () => Promise<T>): Promise<T> => {
      if (left-- <= 0) throw new Error('killed');
      return work();
    };
    const mortal: ObjectStore = {
      ...store,
      put: (key, body) => dies(() => store.put(key, body)),
      delete: (key) => dies(() => store.delete(key)),
    };
    const killed = await run(mortal, {
      ...sink,
      put: (stream, lines) => dies(() => sink.put(stream, lines)),
    }).then(
      () => false,
      () => true,
    );
    if (!killed) break;
    const marked = (await keys(store)).filter((key) => key.startsWith('redriven/'));
    const before = sink.lines.events.length;
    await run(store, sink);
    expect(new Set(sink.lines.events)).toEqual(new Set([line(1), line(2)]));
    expect(sink.lines.events.length - before).toBe(2 - marked.length);
    expect(await keys(store)).toEqual(['redriven/events/a', 'redriven/events/b']);
  }
});
