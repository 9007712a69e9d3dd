import { describe, expect, test, vi } from 'vitest';
import type { EventBatch } from '@/lib/events/batch';
import { eventually } from '@/lib/testing/eventually';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { type EventQueue, openQueue } from './queue';
import { createSender } from './sender';
import type { SendOutcome } from './transport';

type Send = (batch: EventBatch) => Promise<SendOutcome>;

/** As in a browser without IndexedDB; fake timers stop the other kind. */
function memoryQueue(): EventQueue {
  const refused = () => {
    throw new ReferenceError('indexedDB is not defined');
  };
  return openQueue(refused, () => SAMPLE_TIME);
}

const ackAll = (batch: EventBatch): SendOutcome => ({
  kind: 'acked',
  ids: batch.events.map(({ event_id }) => event_id),
});

describe('sender', () => {
  const context = { user_agent: 'test', time_zone: '', touch: false };
  function sender(queue: EventQueue, send: Send) {
    return createSender({
      queue,
      send,
      context,
      clock: () => SAMPLE_TIME,
      rng: () => 0.5,
      locks: null,
    });
  }

  test('sends several captures in one request and empties the queue by what was acked', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const batches: EventBatch[] = [];
    const out = sender(queue, async (batch) => {
      batches.push(batch);
      return ackAll(batch);
    });
    for (let i = 0; i < 3; i++) {
      await queue.put(sampleWireEvent());
      out.soon();
    }
    await vi.advanceTimersByTimeAsync(300);
    expect(batches.map(({ events }) => events.length)).toEqual([3]);
    expect(await queue.peek()).toEqual([]);
    vi.useRealTimers();
  });

  test('keeps what was not acked and tries again, no sooner for new events', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let requests = 0;
    const out = sender(queue, async (batch) => {
      requests += 1;
      return requests === 1 ? { kind: 'later', afterMs: 5000 } : ackAll(batch);
    });
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(4000);
    expect(requests).toBe(1);
    expect(await queue.peek()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(requests).toBe(2);
    expect(await queue.peek()).toEqual([]);
    vi.useRealTimers();
  });

  test('finds the one event that is refused, counts it as dropped and delivers the others', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const delivered: string[] = [];
    let dropped: unknown;
    const out = sender(queue, async (batch) => {
      if (batch.events.some(({ element }) => element === 'poison')) return { kind: 'refused' };
      delivered.push(...batch.events.map(({ event_id }) => event_id));
      dropped ??= batch.context.dropped;
      return ackAll(batch);
    });
    const events = Array.from({ length: 9 }, (_, n) =>
      sampleWireEvent({ element: n === 4 ? 'poison' : 'hero' }),
    );
    for (const event of events) await queue.put(event);
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(delivered).toHaveLength(8);
    expect(await queue.peek()).toEqual([]);
    expect(dropped).toEqual({ refused: 1 });
    vi.useRealTimers();
  });

  test('at the end of the page it sends its own events in that very task', async () => {
    const batches: EventBatch[] = [];
    const queue = memoryQueue();
    const out = sender(queue, async (batch) => {
      batches.push(batch);
      return ackAll(batch);
    });
    const event = sampleWireEvent();
    out.add(event);
    await queue.put(event);
    out.flush();
    expect(batches.map(({ events }) => events)).toEqual([[event]]);
    await eventually(async () => expect(await queue.peek()).toEqual([]));
    out.flush();
    expect(batches).toHaveLength(1);
  });

  test('a page that ends while the queue is being asked still sends its own events', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let answerNow = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answerNow = resolve));
    const slow: EventQueue = Object.assign(Object.create(queue), {
      peek: () => asked.then(queue.peek),
    });
    const sent: string[] = [];
    const out = sender(slow, async (batch) => {
      sent.push(...batch.events.map(({ event_id }) => event_id));
      return ackAll(batch);
    });
    const event = sampleWireEvent();
    out.add(event);
    await queue.put(event);
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(sent).toEqual([]);
    out.flush();
    expect(sent).toEqual([event.event_id]);
    out.leave();
    answerNow();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([event.event_id]);
    vi.useRealTimers();
  });

  test('goes on after another tab has emptied the queue during its backoff', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let requests = 0;
    const out = sender(queue, async (batch) => {
      requests += 1;
      return requests === 1 ? { kind: 'later', afterMs: 0 } : ackAll(batch);
    });
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    await queue.clear();
    await vi.advanceTimersByTimeAsync(60_000);
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(requests).toBe(2);
    expect(await queue.peek()).toEqual([]);
    vi.useRealTimers();
  });

  test('a steady stream of events does not put sending off', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let requests = 0;
    const out = sender(queue, async (batch) => {
      requests += 1;
      return ackAll(batch);
    });
    for (let i = 0; i < 10; i++) {
      await queue.put(sampleWireEvent());
      out.soon();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(requests).toBeGreaterThanOrEqual(3);
    vi.useRealTimers();
  });

  test('never sends more than 50 events or 48 KiB at once', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const sizes: number[] = [];
    const out = sender(queue, async (batch) => {
      sizes.push(JSON.stringify(batch.events).length);
      return ackAll(batch);
    });
    for (let i = 0; i < 60; i++)
      await queue.put(sampleWireEvent({ page_url: `/${'x'.repeat(1000)}` }));
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(sizes.length).toBeGreaterThan(1);
    for (const size of sizes) expect(size).toBeLessThan(50 * 1024);
    vi.useRealTimers();
  });

  test("a page's first batch is small, the next ones are not", async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const sizes: number[] = [];
    const out = sender(queue, async (batch) => {
      sizes.push(JSON.stringify(batch.events).length);
      return ackAll(batch);
    });
    for (let i = 0; i < 120; i++)
      await queue.put(sampleWireEvent({ page_url: `/${'x'.repeat(900)}` }));
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(sizes[0]).toBeLessThanOrEqual(16 * 1024);
    expect(Math.max(...sizes)).toBeGreaterThan(16 * 1024);
    expect(await queue.peek()).toEqual([]);
    vi.useRealTimers();
  });

  test('what is too much at once goes in halves, and nothing of it is given up', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const counts: number[] = [];
    const out = sender(queue, async (batch) => {
      counts.push(batch.events.length);
      return batch.events.length > 2 ? { kind: 'smaller' } : ackAll(batch);
    });
    for (let i = 0; i < 8; i++) await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(counts.slice(0, 3)).toEqual([8, 4, 2]);
    expect(await queue.peek()).toEqual([]);
    vi.useRealTimers();
  });

  test('one event that is too much even alone is tried again later', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let requests = 0;
    const out = sender(queue, async () => {
      requests += 1;
      return { kind: 'smaller' };
    });
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(requests).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(requests).toBe(2);
    expect(await queue.peek()).toHaveLength(1);
    out.leave();
    vi.useRealTimers();
  });

  test('a drop is reported until the collector has acked it', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const reported: unknown[] = [];
    const out = sender(queue, async (batch) => {
      reported.push(batch.context.dropped);
      return reported.length < 2 ? { kind: 'later', afterMs: 1000 } : ackAll(batch);
    });
    await queue.put({ event_id: '~1', dropped: { overflow: 7 } });
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(2000);
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(reported).toEqual([{ overflow: 7 }, { overflow: 7 }, undefined]);
    vi.useRealTimers();
  });

  test('while the collector asked for peace the end of a page sends nothing', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let requests = 0;
    const out = sender(queue, async () => {
      requests += 1;
      return { kind: 'later', afterMs: 60_000 };
    });
    await queue.put(sampleWireEvent());
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    out.add(sampleWireEvent());
    out.flush();
    expect(requests).toBe(1);
    out.leave();
    vi.useRealTimers();
  });

  test('a page that is left gives its place in line to others, with its request under way', async () => {
    vi.useFakeTimers();
    let held = 0;
    const locks = {
      request: async (_name: string, _options: unknown, work: () => Promise<unknown>) => {
        held += 1;
        const result = await work();
        held -= 1;
        return result;
      },
    } as unknown as LockManager;
    const queue = memoryQueue();
    let answer = (_: SendOutcome): void => undefined;
    const out = createSender({
      queue,
      send: () => new Promise((resolve) => (answer = resolve)),
      context,
      clock: () => SAMPLE_TIME,
      rng: () => 0.5,
      locks,
    });
    const event = sampleWireEvent();
    await queue.put(event);
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(held).toBe(1);
    out.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(held).toBe(0);
    // Shown again: the answer still counts, and sending goes on.
    answer({ kind: 'acked', ids: [event.event_id] });
    await vi.advanceTimersByTimeAsync(0);
    expect(await queue.peek()).toEqual([]);
    out.soon();
    await vi.advanceTimersByTimeAsync(300);
    expect(held).toBe(0);
    vi.useRealTimers();
  });
});
