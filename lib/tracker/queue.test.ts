import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { SECOND_MS, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { type EventQueue, MAX_AGE_MS, MAX_QUEUED, openQueue, type Row } from './queue';

/** As a browser without IndexedDB does. */
const refused = (): IDBFactory => {
  throw new ReferenceError('indexedDB is not defined');
};
const at = (now: number) => () => now;
const opening = (factory: IDBFactory, now = SAMPLE_TIME) => openQueue(() => factory, at(now));

/** Events of one visitor, a second apart, the last of them at the sample time. */
function acts(count: number, changes: (n: number) => Partial<WireEvent> = () => ({})): WireEvent[] {
  return Array.from({ length: count }, (_, n) => {
    const time = SAMPLE_TIME - (count - 1 - n) * SECOND_MS;
    return sampleWireEvent({
      seq: n + 1,
      event_id: uuidV7(time),
      timestamp: toIso(time),
      ...changes(n),
    });
  });
}

/** More than one look hands out: lets go of what it saw until nothing is left. */
async function drain(queue: EventQueue): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const rows = await queue.peek();
    const unseen = rows.filter((row) => !all.some(({ event_id }) => event_id === row.event_id));
    if (unseen.length === 0) return all;
    all.push(...unseen);
    await queue.remove(unseen.map(({ event_id }) => event_id));
  }
}

describe.each([
  ['in IndexedDB', () => opening(new IDBFactory())],
  ['in memory', () => openQueue(refused, at(SAMPLE_TIME))],
])('queue %s', (_where, open: () => EventQueue) => {
  test('hands out the oldest first and lets go of exactly what is named', async () => {
    const queue = open();
    const events = acts(3);
    for (const event of events) await queue.put(event);
    expect(await queue.peek()).toEqual(events);
    await queue.remove([events[1]?.event_id ?? '', 'unknown']);
    expect(await queue.peek()).toEqual([events[0], events[2]]);
    await queue.clear();
    expect(await queue.peek()).toEqual([]);
  });

  test('beyond its bound gives up views, then clicks, and counts them; carts stay', async () => {
    const queue = open();
    const types = ['add_to_cart', 'click', 'view'] as const;
    const events = acts(MAX_QUEUED + 200, (n) => ({ event_type: types[n % 3] }));
    for (const event of events) await queue.put(event);
    const rows = await drain(queue);
    const left = rows.flatMap((row) => (row.dropped ? [] : row.event_type));
    const count = (type: string) => left.filter((other) => other === type).length;
    expect(count('add_to_cart')).toBe(400);
    expect(count('click')).toBe(400);
    expect(count('view')).toBeLessThan(400);
    expect(left.length).toBeLessThanOrEqual(MAX_QUEUED + 64);
    const dropped = rows.reduce((sum, row) => sum + (row.dropped?.overflow ?? 0), 0);
    expect(left.length + dropped).toBe(events.length);
  });

  test('gives up what is older than a week with the next page, and counts it', async () => {
    const queue = open();
    const [old, fresh] = acts(2, (n) => ({
      timestamp: toIso(SAMPLE_TIME - (n ? 0 : MAX_AGE_MS + 1)),
    }));
    if (!old || !fresh) throw new Error('two events');
    await queue.put(old);
    await queue.put(fresh);
    const rows = await queue.peek();
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(fresh);
    expect(rows).toContainEqual({ event_id: `~${old.event_id}`, dropped: { expired: 1 } });
  });
});

describe('queue storage', () => {
  test('survives the page', async () => {
    const factory = new IDBFactory();
    const event = sampleWireEvent();
    await opening(factory).put(event);
    expect(await opening(factory).peek()).toEqual([event]);
  });

  test.each([
    ['has no IndexedDB', refused],
    [
      'refuses to open it',
      () =>
        ({
          open: () => {
            throw new DOMException('refused', 'SecurityError');
          },
        }) as unknown as IDBFactory,
    ],
  ])('goes to memory where the browser %s, and says so', async (_what, factory) => {
    const queue = openQueue(factory, at(SAMPLE_TIME));
    const event = sampleWireEvent();
    await queue.put(event);
    expect(await queue.peek()).toEqual([event]);
    expect(queue.store).toBe('mem');
  });

  test('waits two seconds at most for a database that does not answer', async () => {
    vi.useFakeTimers();
    const queue = openQueue(() => ({ open: () => ({}) }) as unknown as IDBFactory, at(SAMPLE_TIME));
    const put = queue.put(sampleWireEvent());
    await vi.advanceTimersByTimeAsync(2_000);
    await put;
    expect(queue.store).toBe('mem');
    vi.useRealTimers();
  });

  test('keeps what a full database refuses, and hands out both', async () => {
    const factory = new IDBFactory();
    const queue = opening(factory);
    const [first, second] = acts(2);
    if (!first || !second) throw new Error('two events');
    await queue.put(first);
    expect(queue.store).toBe('idb');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await queue.put(second);
    vi.restoreAllMocks();
    expect(await queue.peek()).toEqual([first, second]);
    expect(queue.store).toBe('mem');
    await queue.remove([first.event_id, second.event_id]);
    expect(await queue.peek()).toEqual([]);
  });

  test('drop counts survive the page, and two tabs never count one event twice', async () => {
    const factory = new IDBFactory();
    const events = acts(MAX_QUEUED + 64);
    const tabs = [opening(factory), opening(factory)] as const;
    for (const [n, event] of events.entries()) await tabs[n % 2 === 0 ? 0 : 1].put(event);
    await Promise.all(tabs.map((tab) => tab.put(events[0] ?? sampleWireEvent())));
    const rows = await drain(opening(factory));
    const dropped = rows.reduce((sum, row) => sum + (row.dropped?.overflow ?? 0), 0);
    const left = rows.filter((row) => !row.dropped).length;
    expect(dropped).toBeGreaterThan(0);
    expect(dropped + left).toBeGreaterThanOrEqual(events.length);
  });
});
