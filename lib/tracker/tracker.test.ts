import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { validateWireEvent } from '@/lib/events/validate';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { readConsent, writeConsent } from './consent';
import { type EventQueue, memoryQueue, openQueue } from './queue';
import { createSender } from './sender';
import type { KeyValue } from './storage';
import { createTracker } from './tracker';
import { backoffMs, httpTransport, type Send, type SendOutcome } from './transport';
import { continueVisit, VISIT_KEY } from './visit';

function memoryStorage(): KeyValue {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  };
}

const opening = (factory: IDBFactory) => openQueue(() => factory);

describe('visit', () => {
  test('a first visit is new, and stays so through its session', () => {
    const storage = memoryStorage();
    const first = continueVisit(storage, SAMPLE_TIME, 'https://joe:pw@a.example/x?token=1');
    expect(first).toMatchObject({ user_type: 'new', referrer_url: 'https://a.example/x' });
    const later = continueVisit(storage, SAMPLE_TIME + 29 * MINUTE_MS, 'https://b.example/');
    expect(later).toMatchObject({
      session_id: first.session_id,
      user_type: 'new',
      referrer_url: 'https://a.example/x',
    });
  });

  test('after half an hour of rest the same visitor returns in a new session', () => {
    const storage = memoryStorage();
    const first = continueVisit(storage, SAMPLE_TIME, '');
    const next = continueVisit(storage, SAMPLE_TIME + 30 * MINUTE_MS, '');
    expect(next).toMatchObject({
      user_id: first.user_id,
      user_type: 'returning',
      referrer_url: null,
    });
    expect(next.session_id).not.toBe(first.session_id);
  });

  test('no session is longer than a day however busy', () => {
    const storage = memoryStorage();
    const first = continueVisit(storage, SAMPLE_TIME, '');
    let last = first;
    for (let t = 0; t <= 24 * HOUR_MS; t += 20 * MINUTE_MS)
      last = continueVisit(storage, SAMPLE_TIME + t, '');
    expect(last.session_id).not.toBe(first.session_id);
  });

  test('what somebody else stored there is not believed', () => {
    for (const text of ['', '{', '42', 'null', '{"user_id":1}']) {
      const storage = memoryStorage();
      storage.set(VISIT_KEY, text);
      expect(continueVisit(storage, SAMPLE_TIME, '').user_type).toBe('new');
    }
  });
});

describe('consent', () => {
  test('is unset until chosen, and Global Privacy Control refuses until then', () => {
    const storage = memoryStorage();
    expect(readConsent(storage, false)).toBe('unset');
    expect(readConsent(storage, true)).toBe('denied');
    writeConsent(storage, true);
    expect(readConsent(storage, true)).toBe('granted');
    writeConsent(storage, false);
    expect(readConsent(storage, false)).toBe('denied');
  });
});

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

describe('transport', () => {
  const batch: EventBatch = {
    v: 1,
    batch_id: 'batch-1',
    sent_at: new Date(SAMPLE_TIME).toISOString(),
    context: { user_agent: '', time_zone: '', touch: false, store: 'idb' },
    events: [sampleWireEvent({ event_id: 'a' })],
  };
  const answering = (body: string, init: ResponseInit = {}) =>
    httpTransport('/api/events', async () => new Response(body, init))(batch);

  test('lets go of the ids that our own answer names', async () => {
    const ack = { v: 1, batch_id: 'batch-1', results: [{ event_id: 'a', status: 'rejected' }] };
    expect(await answering(JSON.stringify(ack))).toEqual({ kind: 'acked', ids: ['a'] });
  });

  test.each([
    ['a captive portal', '<html>Welcome to the airport</html>', {}],
    ['an empty 204', null, { status: 204 }],
    [
      'the answer to another batch',
      '{"v":1,"batch_id":"batch-2","results":[{"event_id":"a"}]}',
      {},
    ],
    [
      'a proxy that forbids',
      '{"v":1,"batch_id":"batch-1","results":[{"event_id":"a"}]}',
      { status: 403 },
    ],
    ['JSON that is not ours', '{"ok":true}', {}],
  ])('lets go of nothing for %s', async (_what, body, init) => {
    const send = httpTransport('/api/events', async () => new Response(body, init));
    expect(await send(batch)).toEqual({ kind: 'later', afterMs: null });
  });

  test('waits as long as it is told, give or take a fifth', async () => {
    expect(await answering('{}', { status: 503, headers: { 'retry-after': '7' } })).toEqual({
      kind: 'later',
      afterMs: 7000,
    });
    expect(backoffMs(0, 7000, () => 0)).toBeCloseTo(5600);
    expect(backoffMs(0, 7000, () => 1)).toBeCloseTo(8400);
  });

  test('backs off with full jitter up to five minutes', () => {
    expect(backoffMs(3, null, () => 0.5)).toBe(4000);
    expect(backoffMs(50, null, () => 1)).toBe(5 * MINUTE_MS);
    expect(backoffMs(0, 40 * 24 * HOUR_MS, () => 0.5)).toBe(5 * MINUTE_MS);
  });

  test('knows a batch that our collector will never take, and only ours', async () => {
    expect(await answering('{"code":"shape"}', { status: 400 })).toEqual({
      kind: 'refused',
      code: 'shape',
    });
    expect(await answering('Bad Request', { status: 400 })).toEqual({
      kind: 'later',
      afterMs: null,
    });
    expect(await answering('{"code":"blocked"}', { status: 400 })).toEqual({
      kind: 'later',
      afterMs: null,
    });
  });

  test('gives up on a request that never ends', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const send = httpTransport('/api/events', async (_url, init) => {
      signals.push(init?.signal);
      return new Response('{}');
    });
    await send(batch);
    expect(signals[0]).toBeInstanceOf(AbortSignal);
  });

  test('an unreachable collector is no error of the page', async () => {
    const send = httpTransport('/api/events', () => Promise.reject(new TypeError('offline')));
    expect(await send(batch)).toEqual({ kind: 'later', afterMs: null });
  });
});

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

describe('tracker', () => {
  const ignore = () => undefined;
  function setUp(storage = memoryStorage()) {
    const captured: WireEvent[] = [];
    const queue = memoryQueue();
    const tracker = createTracker({
      queue,
      sender: { add: ignore, soon: ignore, flush: ignore, stop: ignore },
      storage,
      clock: () => SAMPLE_TIME,
      referrer: '',
      currentUrl: () => 'http://shop.example/product/teapot-clay?utm_source=letter&secret=1',
      onCaptured: (event) => captured.push(event),
    });
    return { tracker, queue, captured };
  }

  test('captures events that keep the contract, counted without gaps', async () => {
    const { tracker, captured, queue } = setUp();
    tracker.view({ page: 'product', productId: 'teapot-clay' });
    tracker.click('colourway', { position: 2, productId: 'teapot-sage' });
    tracker.addToCart('teapot-clay', 2);
    await vi.waitFor(() => expect(captured).toHaveLength(3));
    for (const event of captured) {
      expect(validateWireEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({
        ok: true,
        unknown: null,
      });
    }
    expect(captured.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(captured).toMatchObject([
      {
        event_type: 'view',
        page: 'product',
        product_id: 'teapot-clay',
        page_url: '/product/teapot-clay?utm_source=letter',
      },
      { event_type: 'click', element: 'colourway', position: 2, product_id: 'teapot-sage' },
      { event_type: 'add_to_cart', product_id: 'teapot-clay', quantity: 2 },
    ]);
    expect(await queue.peek(9)).toEqual(captured);
  });

  test('stopped with a wipe it leaves nothing behind and captures nothing more', async () => {
    const { tracker, queue, captured } = setUp();
    tracker.view({ page: 'home' });
    await vi.waitFor(() => expect(captured).toHaveLength(1));
    await tracker.stop(true);
    tracker.view({ page: 'cart' });
    expect(await queue.peek(9)).toEqual([]);
  });
});
