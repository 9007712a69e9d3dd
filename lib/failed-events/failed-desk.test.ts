import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { failedLine } from '@/lib/collector/failed-event';
import type { PriceOf } from '@/lib/collector/read-event';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { signRunToken } from '@/lib/common/run-token';
import { uuidV7 } from '@/lib/common/uuid';
import type { SinkOutcome } from '@/lib/delivery/event-sink';
import { createMemorySink } from '@/lib/delivery/memory';
import type { WireEvent } from '@/lib/events/event';
import { createMemoryStore } from '@/lib/storage/memory';
import {
  collectorFixture,
  RUN_SECRET,
  sampleBatch,
  TEAPOT_PRICE,
} from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import type { TrailNote } from '@/lib/trail/trail';
import { createFailedDesk, type FailedDeskOptions } from './failed-desk';
import { createFolderSource, createStoredSource } from './failed-source';

const SEGMENT = 'dt=2026-11-22/hour=08/footfall-1-2026-11-22-08-15-00-a';
const DAY = { fromMs: SAMPLE_TIME - HOUR_MS, toMs: SAMPLE_TIME + HOUR_MS };

/** Today's catalogue: it has the lamp that yesterday's lacked. */
const priceOf: PriceOf = (id) =>
  id === 'lamp-new' || id === 'teapot-clay' ? TEAPOT_PRICE * 100 : null;

/** A batch as the collector's own rules take it. */
async function send(
  events: readonly unknown[],
  { run = null as string | null, sentAt = SAMPLE_TIME, now = SAMPLE_TIME + 250 } = {},
) {
  const fixture = collectorFixture();
  fixture.time.now = now;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(run && { 'x-footfall-run': run }),
  };
  const head = { method: 'POST', header: (name: string) => headers[name], address: null };
  const admission = fixture.collector.admit(head);
  if (!admission.ok) throw new Error(JSON.stringify(admission.answer));
  const batch = sampleBatch(events, { sent_at: new Date(sentAt).toISOString() });
  await fixture.collector.collect(admission.ticket, Buffer.from(JSON.stringify(batch)));
  return fixture.sink.lines;
}

function deskOver(options: Partial<FailedDeskOptions> = {}) {
  const root = scratchFolder();
  const objects = createMemoryStore();
  const sink = createMemorySink();
  const notes: TrailNote[] = [];
  const time = { now: SAMPLE_TIME + MINUTE_MS };
  const open = (more: Partial<FailedDeskOptions> = {}) =>
    createFailedDesk({
      source: createFolderSource(root),
      unseen: '',
      objects,
      sink,
      priceOf,
      trail: {
        note: (note) => notes.push(note),
        list: async () => [],
        close: async () => undefined,
      },
      clock: () => time.now,
      ...options,
      ...more,
    });
  const keep = (lines: readonly string[], segment = SEGMENT) => {
    const path = join(root, segment);
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  };
  return { root, objects, sink, notes, time, open, desk: open(), keep };
}

const lampAdded = (changes: Partial<WireEvent> = {}) =>
  sampleWireEvent({ event_type: 'add_to_cart', product_id: 'lamp-new', quantity: 2, ...changes });
const fresh = () => ({ event_id: uuidV7(SAMPLE_TIME) });
/** Of a page that no release of ours knows yet. */
const fromTheFuture = () => ({ ...sampleWireEvent(fresh()), page: 'moon' });

test('failed events are told by reason, field and time, and listed page by page', async () => {
  const { desk, keep } = deskOver();
  const bad = [
    ...Array.from({ length: 5 }, fromTheFuture),
    lampAdded(fresh()),
    'no event',
    { ...sampleWireEvent(fresh()), user_type: undefined },
  ];
  keep((await send(bad)).failed);
  keep((await send([fromTheFuture()], { now: SAMPLE_TIME + 5 * MINUTE_MS })).failed);
  keep(['{"torn']);
  const order = { ...DAY, limit: 4 };
  const first = await desk.overview(order);
  expect(first.total).toBe(9);
  expect(first.lookedAt).toMatchObject({ lines: 10, unreadable: 1, sinceMs: null });
  expect(first.reasons.map(({ reason, count, fields }) => [reason, count, fields])).toEqual([
    ['bad_field', 6, [{ field: 'page', count: 6 }]],
    ['unknown_product', 1, [{ field: 'product_id', count: 1 }]],
    ['not_object', 1, []],
    ['missing_field', 1, [{ field: 'user_type', count: 1 }]],
  ]);
  expect(first.reasons[0]).toMatchObject({
    firstMs: SAMPLE_TIME + 250,
    lastMs: SAMPLE_TIME + 5 * MINUTE_MS,
    replayed: 0,
  });
  expect(first.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(9);
  const seen = new Set(first.events.map(({ ref }) => ref));
  for (let page = first; page.next; ) {
    page = await desk.overview({ ...order, before: page.next });
    for (const { ref } of page.events) seen.add(ref);
    expect(page.events.length).toBeLessThanOrEqual(4);
  }
  expect(seen.size).toBe(9);
  const one = await desk.overview({ ...order, reason: 'bad_field' });
  expect(one.total).toBe(9);
  expect(one.events.every(({ reason }) => reason === 'bad_field')).toBe(true);
  expect(one.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  expect((await desk.overview({ ...order, fromMs: DAY.toMs, toMs: DAY.toMs + 1 })).total).toBe(0);
});

test('one is opened as it came, to the byte, and by what lies there alone', async () => {
  const { desk, keep } = deskOver();
  const odd = { ...fromTheFuture(), search_term: 'tea\u0000\u202e pot', n: 1e21 };
  keep((await send([odd])).failed);
  const [listed] = (await desk.overview({ ...DAY, limit: 9 })).events;
  const ref = listed?.ref ?? '';
  const opened = await desk.open(ref);
  expect(Buffer.from(opened?.content ?? '', 'base64').toString()).toBe(JSON.stringify(odd));
  expect(opened).toMatchObject({
    reason: 'bad_field',
    field: 'page',
    key: SEGMENT,
    truncated: false,
    sender: { device_type: 'mobile', browser: 'Safari', location: 'IE', actor: 'human' },
    today: { passes: false, withheld: false, reason: 'bad_field', field: 'page' },
  });
  for (const wrong of [
    ref.replace(/:(\d+):/, ':1:'),
    ref.replace(/.$/, ref.endsWith('A') ? 'B' : 'A'),
    ref.replace('hour=08', 'hour=09'),
    `dt=2026-11-22/hour=08/../../../etc/passwd:0:${'A'.repeat(22)}`,
    'nonsense',
  ]) {
    expect(await desk.open(wrong), wrong).toBeNull();
  }
});

test('what a new catalogue knows is delivered as it would have been, line by line', async () => {
  const token = signRunToken(
    { actor: 'producer', run_id: 'run-7', exp: SAMPLE_TIME + DAY_MS, held_to_clock: true },
    RUN_SECRET,
  );
  const cases = [{}, { sentAt: SAMPLE_TIME - 2 * HOUR_MS }, { run: token }];
  const { desk, keep, sink, notes } = deskOver();
  const expected: string[] = [];
  for (const circumstances of cases) {
    const events = [fresh(), fresh()].map((id) => lampAdded(id));
    keep((await send(events, circumstances)).failed);
    const known = events.map((event) => ({ ...event, product_id: 'teapot-clay' }));
    const { events: lines } = await send(known, circumstances);
    expected.push(...lines.map((line) => line.replace('teapot-clay', 'lamp-new')));
  }
  const tried = await desk.tryReplay(DAY);
  expect(tried).toMatchObject({ ok: true, record: null, counts: { passed: 6, failedAgain: 0 } });
  expect(sink.lines.events).toEqual([]);
  expect(notes).toEqual([]);

  const replayed = await desk.replay(DAY, 'ada');
  expect(replayed).toMatchObject({ ok: true, record: { who: 'ada', passed: 6, problem: null } });
  expect(expected).toHaveLength(6);
  expect([...sink.lines.events].sort()).toEqual(expected.sort());
  expect(notes).toMatchObject([
    {
      who: 'ada',
      act: 'replayed',
      subject: 'every reason',
      detail: { replayed: 6, problem: null },
    },
  ]);
  expect(String(notes[0]?.detail.event_ids).split(' ')).toHaveLength(6);

  expect(await desk.replay(DAY, 'ada')).toMatchObject({
    counts: { read: 0, passed: 0, alreadyReplayed: 6 },
  });
  expect(sink.lines.events).toHaveLength(6);
  const { events, reasons, replays } = await desk.overview({ ...DAY, limit: 9 });
  expect(events.every((one) => one.replayed?.who === 'ada')).toBe(true);
  expect(reasons).toMatchObject([{ reason: 'unknown_product', count: 6, replayed: 6 }]);
  expect(replays.map(({ passed }) => passed)).toEqual([0, 6]);
});

test('a line of before the sender was kept is completed as far as it can be, and says so', async () => {
  const { desk, keep, sink } = deskOver();
  const failed = {
    reason: 'unknown_product',
    field: 'product_id',
    batch_id: 'b',
    index: 0,
  } as const;
  const event = lampAdded(fresh());
  const text = JSON.stringify(event);
  keep([failedLine({ ...failed, event_id: event.event_id, text }, SAMPLE_TIME + 250)]);
  await desk.replay(DAY, 'ada');
  expect(sink.lines.events.map((line) => JSON.parse(line))).toMatchObject([
    { event_id: event.event_id, device_type: 'desktop', location: null, flags: 'enrich_error' },
  ]);
});

test('a server that dies between delivery and mark delivers the same lines again', async () => {
  const { open, keep, sink, objects, time } = deskOver();
  keep((await send([lampAdded(fresh()), lampAdded(fresh())])).failed);
  const put = objects.put;
  const broken = vi.spyOn(objects, 'put').mockImplementation(async (key, body) => {
    if (key.includes('/replayed/')) throw new Error('the power went');
    await put(key, body);
  });
  expect(await open().replay(DAY, 'ada')).toMatchObject({
    record: { problem: expect.stringContaining('no second event') },
  });
  broken.mockRestore();
  time.now += DAY_MS;
  expect(await open().replay(DAY, 'ada')).toMatchObject({ record: { passed: 2, problem: null } });
  const [a, b, ...again] = sink.lines.events;
  expect(again).toEqual([a, b]);
  expect(a).not.toBe(b);
});

test('what the sink refuses stays, and what it took is marked', async () => {
  const { open, keep, sink } = deskOver();
  keep((await send([lampAdded(fresh()), lampAdded(fresh())])).failed);
  let answers: SinkOutcome[][] = [
    [{ ok: false, code: 'overloaded', message: 'full' }, { ok: true }],
    [{ ok: false, code: 'too_large', message: 'it never fits' }],
  ];
  const stubborn = {
    ...sink,
    put: async () => {
      const [first = [], ...rest] = answers;
      answers = rest;
      return first;
    },
  };
  const desk = open({ sink: stubborn });
  expect(await desk.replay(DAY, 'ada')).toMatchObject({
    record: { passed: 1, problem: 'it never fits' },
  });
  expect(await open().replay(DAY, 'ada')).toMatchObject({
    record: { passed: 1, alreadyReplayed: 1, problem: null },
  });
  expect(sink.lines.events).toHaveLength(1);
});

test('what can never pass is not offered, and one id is not given to two events', async () => {
  const { desk, keep, sink } = deskOver();
  const twice = fresh();
  const huge = { ...sampleWireEvent(fresh()), page: 'moon', note: 'x'.repeat(20_000) };
  const purchase = { event_type: 'purchase', order_id: 'o', quantity: 1 } as const;
  for (const batch of [
    [lampAdded(twice)],
    [lampAdded({ ...twice, quantity: 3 }), huge, 7],
    [sampleWireEvent({ ...fresh(), ...purchase }), fromTheFuture()],
  ]) {
    keep((await send(batch)).failed);
  }
  const outcome = await desk.replay(DAY, 'ada');
  expect(outcome).toMatchObject({ counts: { passed: 1, failedAgain: 2, withheld: 3 } });
  expect(
    outcome.ok && outcome.counts.faults.map(({ reason, withheld }) => [reason, withheld]),
  ).toEqual(
    expect.arrayContaining([
      ['id_collision', false],
      ['bad_field', false],
      ['too_large', true],
      ['not_object', true],
      ['server_only', true],
    ]),
  );
  expect(sink.lines.events.map((line) => JSON.parse(line).quantity)).toEqual([2]);
});

test('one at a time, so many at a time, one alone or a reason alone', async () => {
  const { open, keep, sink } = deskOver();
  keep((await send(Array.from({ length: 7 }, () => lampAdded(fresh())))).failed);
  keep((await send([fromTheFuture()])).failed);
  const desk = open({ limits: { replayed: 3 } });
  const { events } = await desk.overview({ ...DAY, limit: 9, reason: 'unknown_product' });
  const ref = events[0]?.ref ?? '';
  expect(await desk.replay({ ...DAY, ref }, 'ada')).toMatchObject({ counts: { passed: 1 } });
  expect(await desk.replay({ ...DAY, ref: `${ref}x` }, 'ada')).toMatchObject({
    code: 'no_such_failed_event',
  });
  const reason = 'unknown_product';
  const both = await Promise.all([
    desk.replay({ ...DAY, reason }, 'ada'),
    desk.replay({ ...DAY, reason }, 'bob'),
  ]);
  expect(both).toMatchObject([
    { counts: { passed: 3, left: 3, failedAgain: 0, alreadyReplayed: 1 } },
    { ok: false, code: 'busy' },
  ]);
  expect(await desk.replay({ ...DAY, reason }, 'bob')).toMatchObject({
    counts: { passed: 3, left: 0 },
  });
  expect(new Set(sink.lines.events).size).toBe(7);
});

test('a mark stays with its event where lines before it are taken out', async () => {
  const { desk, keep, sink } = deskOver();
  const path = keep((await send([fromTheFuture(), lampAdded(fresh())])).failed);
  await desk.replay(DAY, 'ada');
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'));
  expect(await desk.replay(DAY, 'ada')).toMatchObject({ counts: { alreadyReplayed: 1 } });
  expect(sink.lines.events).toHaveLength(1);
});

test('of more than can be looked at the newest are, and it is said since when', async () => {
  const { open, keep, root } = deskOver();
  const minutes = Array.from({ length: 40 }, (_, n) => SAMPLE_TIME + n * MINUTE_MS);
  for (const now of minutes) {
    const events = Array.from({ length: 10 }, fromTheFuture);
    keep((await send(events, { now })).failed, now > (minutes[20] ?? 0) ? `${SEGMENT}2` : SEGMENT);
  }
  const desk = open({ limits: { overviewBytes: 250 * 1024 } });
  const page = await desk.overview({ ...DAY, limit: 50 });
  expect(page.total).toBeGreaterThan(190);
  expect(page.total).toBeLessThan(400);
  expect(page.events[0]?.receivedMs).toBe(minutes.at(-1));
  expect(page.lookedAt.sinceMs).toBe(page.reasons[0]?.firstMs);
  expect((await open().overview({ ...DAY, limit: 50 })).total).toBe(400);
  const dear = open({ source: { ...createFolderSource(root), mostFiles: 1 } });
  const newest = await dear.overview({ ...DAY, limit: 50 });
  expect(newest).toMatchObject({ total: 190, lookedAt: { sinceMs: minutes[21] } });
});

test('objects of a bucket, packed or not, are read the same way; a damaged one hides no other', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const bucket = createMemoryStore();
  const { open, sink } = deskOver();
  const batches = [[lampAdded(fresh())], [lampAdded(fresh()), fromTheFuture()]];
  const [plain, packed] = await Promise.all(
    batches.map(async (batch) => Buffer.from(`${(await send(batch)).failed.join('\n')}\n`)),
  );
  await bucket.put('dt=2026-11-22/hour=08/footfall-failed-1-a', plain ?? Buffer.of());
  await bucket.put('dt=2026-11-22/hour=08/footfall-failed-1-b.gz', gzipSync(packed ?? ''));
  await bucket.put('dt=2026-11-22/hour=08/footfall-failed-1-c.gz', Buffer.of(0x1f, 0x8b, 1, 2));
  await bucket.put('dt=2026-10-22/hour=08/footfall-failed-1-d', plain ?? Buffer.of());
  const desk = open({ source: createStoredSource(bucket) });
  for (const range of [DAY, { ...DAY, fromMs: DAY.fromMs - 20 * DAY_MS }]) {
    const page = await desk.overview({ ...range, limit: 9 });
    expect(page.total).toBe(3);
    expect(page.lookedAt.unreadable).toBe(1);
    expect(await desk.open(page.events[0]?.ref ?? '')).not.toBeNull();
  }
  expect(await desk.replay(DAY, 'ada')).toMatchObject({ counts: { passed: 2, failedAgain: 1 } });
  expect(sink.lines.events).toHaveLength(2);
  expect(error).toHaveBeenCalled();
  error.mockClear();
});

test('where they are not seen, that is said', async () => {
  const { open } = deskOver();
  const desk = open({ source: null, unseen: 'in S3' });
  expect(await desk.overview({ ...DAY, limit: 9 })).toMatchObject({ unseen: 'in S3', total: 0 });
  expect(await desk.replay(DAY, 'ada')).toMatchObject({ ok: false, code: 'unseen' });
});

test('a replay ends when the server does', async () => {
  const { open, keep, sink } = deskOver();
  keep((await send([lampAdded(fresh())])).failed);
  const desk = open();
  const replaying = desk.replay(DAY, 'ada');
  await desk.close();
  expect(await replaying).toMatchObject({
    record: { passed: 0, problem: 'The server was stopped.' },
  });
  expect(sink.lines.events).toEqual([]);
});
