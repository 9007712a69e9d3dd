import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveHub, type LiveHub } from '@/lib/delivery/live-hub';
import { createMemorySink } from '@/lib/delivery/memory';
import { liveStream } from './live-stream';

const TIMES = { heartbeatMs: 1_000, longestMs: 10_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(maxWaiting?: number) {
  const stopping = new AbortController();
  const hub = createLiveHub({ stopping: stopping.signal, maxWaiting });
  const sink = hub.watch(createMemorySink());
  return { hub, sink, stopping };
}

function reader(hub: LiveHub) {
  const subscription = hub.subscribe();
  if (!subscription) throw new Error('no subscription');
  const body = liveStream(subscription, TIMES).getReader();
  const read = async () => {
    const { done, value } = await body.read();
    return done ? null : new TextDecoder().decode(value);
  };
  return { read, cancel: () => body.cancel() };
}

test('says that it watches, then each line under the name of its stream', async () => {
  const { hub, sink } = setUp();
  const { read } = reader(hub);
  expect(await read()).toBe(': watching\n\n');
  await sink.put('events', ['{"a":1}']);
  expect(await read()).toBe('event: events\ndata: {"a":1}\n\n');
  await sink.put('failed', ['{"b":2}']);
  expect(await read()).toBe('event: failed\ndata: {"b":2}\n\n');
});

test('tells a slow reader how much it missed', async () => {
  const { hub, sink } = setUp(2);
  const { read } = reader(hub);
  await sink.put('events', ['1', '2', '3', '4', '5']);
  expect(await read()).toBe(': watching\n\n');
  expect(await read()).toBe(
    'event: missed\ndata: {"missed":3}\n\nevent: events\ndata: 4\n\nevent: events\ndata: 5\n\n',
  );
});

test('a quiet stream gives a sign of life', async () => {
  const { read } = reader(setUp().hub);
  await read();
  const next = read();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await next).toBe(': still here\n\n');
});

test('ends when the server drains, when its time is over and when the reader goes', async () => {
  const drained = setUp();
  const one = reader(drained.hub);
  await one.read();
  drained.stopping.abort();
  expect(await one.read()).toBeNull();

  const aged = setUp();
  const two = reader(aged.hub);
  await two.read();
  await vi.advanceTimersByTimeAsync(TIMES.longestMs);
  let last: string | null = '';
  while (last !== null) last = await two.read();
  expect(aged.hub.subscribers()).toBe(0);

  const left = setUp();
  await reader(left.hub).cancel();
  expect(left.hub.subscribers()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
