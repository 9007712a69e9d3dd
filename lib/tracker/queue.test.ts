import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { type EventQueue, memoryQueue, openQueue } from './queue';

const opening = (factory: IDBFactory) => openQueue(() => factory);

describe.each([
  ['in IndexedDB', async () => opening(new IDBFactory())],
  ['in memory', async () => memoryQueue()],
])('queue %s', (_where, open: () => Promise<EventQueue>) => {
  test('hands out the oldest first and lets go of exactly what is named', async () => {
    const queue = await open();
    const events = [1, 2, 3].map((seq) =>
      sampleWireEvent({ seq, event_id: `019ab4d2-5b3b-7abc-8def-00000000000${seq}` }),
    );
    for (const event of events) await queue.put(event);
    expect(await queue.peek(2)).toEqual(events.slice(0, 2));
    await queue.remove([events[1]?.event_id ?? '', 'unknown']);
    expect((await queue.peek(9)).map(({ seq }) => seq)).toEqual([1, 3]);
    await queue.clear();
    expect(await queue.peek(9)).toEqual([]);
  });
});

describe('queue storage', () => {
  test('survives the page', async () => {
    const factory = new IDBFactory();
    const event = sampleWireEvent();
    await opening(factory).put(event);
    expect(await opening(factory).peek(9)).toEqual([event]);
  });

  test.each([
    ['has no IndexedDB', () => undefined],
    [
      'refuses to name it',
      () => {
        throw new DOMException('refused', 'SecurityError');
      },
    ],
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
    const queue = openQueue(factory);
    const event = sampleWireEvent();
    await queue.put(event);
    expect(await queue.peek(9)).toEqual([event]);
    expect(queue.store).toBe('mem');
  });

  test('waits two seconds at most for a database that does not answer', async () => {
    vi.useFakeTimers();
    const queue = openQueue(() => ({ open: () => ({}) }) as unknown as IDBFactory);
    const put = queue.put(sampleWireEvent());
    await vi.advanceTimersByTimeAsync(2_000);
    await put;
    expect(queue.store).toBe('mem');
    vi.useRealTimers();
  });

  test('keeps what a full database refuses, and hands out both', async () => {
    const factory = new IDBFactory();
    const queue = opening(factory);
    const [first, second] = [1, 2].map((seq) =>
      sampleWireEvent({ seq, event_id: `019ab4d2-5b3b-7abc-8def-00000000000${seq}` }),
    );
    if (!first || !second) throw new Error('two events');
    await queue.put(first);
    expect(queue.store).toBe('idb');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await queue.put(second);
    vi.restoreAllMocks();
    expect(await queue.peek(9)).toEqual([first, second]);
    expect(queue.store).toBe('mem');
    await queue.remove([first.event_id, second.event_id]);
    expect(await queue.peek(9)).toEqual([]);
  });
});
