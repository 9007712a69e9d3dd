import { describe, expect, test, vi } from 'vitest';
import type { EventBatch } from '@/lib/events/batch';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { type EventQueue, memoryQueue } from './queue';
import { createSender } from './sender';
import type { Send, SendOutcome } from './transport';

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
      locks: undefined,
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
    expect(await queue.peek(9)).toEqual([]);
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
    expect(await queue.peek(9)).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(requests).toBe(2);
    expect(await queue.peek(9)).toEqual([]);
    vi.useRealTimers();
  });

  test('finds the one event that is refused, counts it as dropped and delivers the others', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    const delivered: string[] = [];
    let dropped: unknown;
    const out = sender(queue, async (batch) => {
      if (batch.events.some(({ element }) => element === 'poison'))
        return { kind: 'refused', code: 'shape' };
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
    expect(await queue.peek(9)).toEqual([]);
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
    void queue.put(event);
    out.flush();
    expect(batches.map(({ events }) => events)).toEqual([[event]]);
    await vi.waitFor(async () => expect(await queue.peek(9)).toEqual([]));
    out.flush();
    expect(batches).toHaveLength(1);
  });

  test('goes on after another tab has emptied the queue during its backoff', async () => {
    vi.useFakeTimers();
    const queue = memoryQueue();
    let requests = 0;
    const out = sender(queue, async (batch) => {
      requests += 1;
      return requests === 1 ? { kind: 'later', afterMs: null } : ackAll(batch);
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
    expect(await queue.peek(9)).toEqual([]);
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
});
