import { describe, expect, test } from 'vitest';
import { describeEventSink } from '@/lib/testing/event-sink-contract';
import type { EventSink } from './event-sink';
import { createLiveHub, type LiveHubOptions } from './live-hub';
import { createMemorySink } from './memory';

function setUp(options: Partial<LiveHubOptions> = {}, inner: EventSink = createMemorySink()) {
  const stopping = new AbortController();
  const hub = createLiveHub({ stopping: stopping.signal, ...options });
  return { hub, stopping, sink: hub.watch(inner) };
}

describeEventSink('memory, watched by a live hub', async () => {
  const memory = createMemorySink();
  const { hub, sink } = setUp({}, memory);
  hub.subscribe();
  return { sink, landed: async (stream) => memory.lines[stream], dispose: async () => undefined };
});

describe('a live hub', () => {
  test('hands on what became durable, in order, to everybody who watches', async () => {
    const { hub, sink } = setUp();
    const [one, other] = [hub.subscribe(), hub.subscribe()];
    await sink.put('events', ['a', 'b']);
    await sink.put('failed', ['c']);
    const lines = [
      { stream: 'events', line: 'a' },
      { stream: 'events', line: 'b' },
      { stream: 'failed', line: 'c' },
    ];
    expect(await one?.next()).toEqual({ lines, missed: 0 });
    expect(await other?.next()).toEqual({ lines, missed: 0 });
  });

  test('wakes a watcher that waits', async () => {
    const { hub, sink } = setUp();
    const next = hub.subscribe()?.next();
    await sink.put('events', ['a']);
    expect(await next).toEqual({ lines: [{ stream: 'events', line: 'a' }], missed: 0 });
  });

  test('never shows what could not be made durable', async () => {
    const { hub, sink } = setUp(
      {},
      {
        ...createMemorySink(),
        put: async () => [{ ok: true }, { ok: false, code: 'unavailable', message: 'no' }],
      },
    );
    const watcher = hub.subscribe();
    await sink.put('events', ['kept', 'lost']);
    expect(await watcher?.next()).toMatchObject({ lines: [{ line: 'kept' }] });
  });

  test('a slow watcher loses the oldest and is told how many, a quick one nothing', async () => {
    const { hub, sink } = setUp({ maxWaiting: 30 });
    const [slow, quick] = [hub.subscribe(), hub.subscribe()];
    let seen = 0;
    for (let n = 0; n < 1_000; n++) {
      await sink.put('events', [`line ${String(n).padStart(5, '0')}`]);
      seen += (await quick?.next())?.lines.length ?? 0;
    }
    expect(seen).toBe(1_000);
    const batch = await slow?.next();
    expect(batch?.missed).toBe(997);
    expect(batch?.lines.map(({ line }) => line)).toEqual([
      'line 00997',
      'line 00998',
      'line 00999',
    ]);
    await sink.put('events', ['on']);
    expect(await slow?.next()).toMatchObject({ missed: 0, lines: [{ line: 'on' }] });
  });

  test('a line larger than the buffer is told as missed', async () => {
    const { hub, sink } = setUp({ maxWaiting: 3 });
    const watcher = hub.subscribe();
    await sink.put('events', ['long']);
    expect(await watcher?.next()).toEqual({ lines: [], missed: 1 });
  });

  test('without a watcher it adds nothing to a call', () => {
    const answer = Promise.resolve([]);
    const { hub, sink } = setUp({}, { ...createMemorySink(), put: () => answer });
    expect(sink.put('events', [])).toBe(answer);
    hub.subscribe()?.end();
    expect(hub.subscribers()).toBe(0);
    expect(sink.put('events', [])).toBe(answer);
  });

  test('ends everybody when the server drains, after what was still waiting', async () => {
    const { hub, sink, stopping } = setUp();
    const [busy, idle] = [hub.subscribe(), hub.subscribe()];
    await sink.put('events', ['last']);
    await idle?.next();
    const waiting = idle?.next();
    stopping.abort();
    expect(await waiting).toBeNull();
    expect(await busy?.next()).toMatchObject({ lines: [{ line: 'last' }] });
    expect(await busy?.next()).toBeNull();
    expect(hub.subscribe()).toBeNull();
  });

  test('takes no more watchers than it may', () => {
    const { hub } = setUp({ maxSubscribers: 1 });
    const first = hub.subscribe();
    expect(hub.subscribe()).toBeNull();
    first?.end();
    expect(hub.subscribe()).not.toBeNull();
  });
});
