import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import { createMemoryStore } from '@/lib/storage/memory';
import {
  DAY,
  deskOver,
  fresh,
  fromTheFuture,
  lampAdded,
  SEGMENT,
  send,
} from '@/lib/testing/failed-desk';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { createFolderSource, createStoredSource } from './failed-source';

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
