import { describe, expect, test } from 'vitest';
import { verifyRunToken } from '@/lib/common/run-token';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createMemorySink } from '@/lib/delivery/memory';
import type { EventBatch } from '@/lib/events/batch';
import type { Scenario } from '@/lib/shop/scenario';
import { eventually } from '@/lib/testing/eventually';
import type { LedgerEntry } from './ledger';
import { noLedger } from './ledger-file';
import { createPlan } from './plan';
import { type ProducerOptions, produce } from './producer';
import { type EventSource, followPlan, keepRate } from './sources';
import { toCollector, toSink } from './transport';

const START = Date.parse('2026-11-22T18:00:00.000Z');

/** A collector that answers as told, on a clock that the producer's own sleeping moves. */
function setUp(
  answer: (batch: EventBatch, request: Request) => Response,
  source: EventSource = keepRate({ seed: 7, from: START, rate: 10 }),
  more: Partial<ProducerOptions> = {},
) {
  const time = { now: START };
  const stop = new AbortController();
  const batches: EventBatch[] = [];
  const clock = () => time.now;
  const run = produce(
    {
      source,
      transport: toCollector({
        url: 'http://127.0.0.1:1',
        runId: 'run-7',
        runSecret: 'secret',
        clock,
        fetcher: async (url, init) => {
          const batch = JSON.parse(String(init?.body));
          batches.push(batch);
          return answer(batch, new Request(String(url), init));
        },
      }),
      tickMs: 100,
      loop: 'open',
      ledger: noLedger,
      clock,
      sleep: async (ms) => {
        time.now += ms;
        if (time.now >= START + 10_000) stop.abort();
        await new Promise((resolve) => setImmediate(resolve));
      },
      ...more,
    },
    stop.signal,
    () => undefined,
  );
  return { run, batches, time };
}

const acked = (batch: EventBatch) =>
  Response.json({
    v: 1,
    batch_id: batch.batch_id,
    results: batch.events.map(({ event_id }) => ({ event_id, status: 'accepted' })),
  });

const idOf = ({ event_id }: { readonly event_id: string }) => event_id;

describe('producer', () => {
  test('keeps its rate and counts every answer', async () => {
    const { run, batches } = setUp(acked);
    const counts = await run;
    expect(counts).toMatchObject({ rejected: 0, failed: 0, waiting: 0, lastError: null });
    expect(Math.abs(counts.due - 100)).toBeLessThanOrEqual(1);
    expect(counts.acked).toBe(counts.due);
    expect(batches.flatMap(({ events }) => events)).toHaveLength(counts.due);
  });

  test('sends in bursts where told to', async () => {
    const source = keepRate({ seed: 7, from: START, rate: 10, burst: 25 });
    const { run, batches } = setUp(acked, source);
    await run;
    expect(batches.map(({ events }) => events.length)).toEqual([25, 25, 25]);
  });

  test('past the collector, prices are the scenario’s as well', async () => {
    const sink = createMemorySink();
    const scenario: Scenario = { price: { factor: 0.5 } };
    const options = { runId: 'run-7', clock: () => START };
    const source = keepRate({ seed: 7, from: START, rate: 500, users: 200 });
    const events = source
      .take(START + 60_000, 4_000)
      .filter(({ event_type }) => event_type === 'add_to_cart');
    await toSink(sink, options)(events);
    await toSink(sink, { ...options, scenario })(events);
    const prices = sink.lines.events.map((line) => Number(JSON.parse(line).unit_price));
    expect(events.length).toBeGreaterThan(10);
    for (const [at] of events.entries()) {
      const [usual = 0, half] = [prices[at], prices[at + events.length]];
      expect(half).toBe(Math.round(usual * 50) / 100);
    }
  });

  test('sends what is due at the end of its time, and says how far behind it was', async () => {
    const over = new AbortController();
    const time = { now: START };
    const source = keepRate({ seed: 7, from: START, rate: 10 });
    let slow = true;
    const counts = await produce(
      {
        source: {
          ...source,
          take(now, most) {
            // Once it takes a second and a half to make events.
            if (slow && now >= START + 1_000) {
              time.now += 1_500;
              slow = false;
            }
            return source.take(now, most);
          },
        },
        transport: async () => ({ ok: true, rejected: [] }),
        tickMs: 500,
        loop: 'open',
        ledger: noLedger,
        over: over.signal,
        clock: () => time.now,
        sleep: async (ms) => {
          time.now += ms;
          if (time.now >= START + 5_000) over.abort();
        },
      },
      new AbortController().signal,
      () => undefined,
    );
    expect(counts).toMatchObject({ due: 50, acked: 50, lastError: null });
    expect(counts.behindMs).toBeGreaterThanOrEqual(1_500);
    expect(counts.behindMs).toBeLessThan(2_000);
  });

  test('after a stall sends what became due meanwhile as answers come, and gives nothing up', async () => {
    const over = new AbortController();
    const time = { now: START };
    const counts = await produce(
      {
        source: keepRate({ seed: 7, from: START, rate: 1_000, users: 200 }),
        transport: async () => ({ ok: true, rejected: [] }),
        tickMs: 100,
        loop: 'open',
        mostWaiting: 3_000,
        ledger: noLedger,
        over: over.signal,
        clock: () => time.now,
        sleep: async (ms) => {
          // For eight seconds the machine does something else.
          time.now += time.now === START ? 8_000 : ms;
          if (time.now >= START + 10_000) over.abort();
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
      new AbortController().signal,
      () => undefined,
    );
    expect(counts).toMatchObject({ due: 10_000, acked: 10_000, failed: 0 });
    expect(counts.behindMs).toBeGreaterThan(7_000);
    expect(counts.lastError).toContain('the rate is not kept');
  });

  test('has so many requests on the way at the most, and the others wait their turn', async () => {
    let open = 0;
    let most = 0;
    const transport = toCollector({
      url: 'http://127.0.0.1:1',
      runId: 'run-7',
      runSecret: 'secret',
      clock: () => START,
      fetcher: async (_url, init) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        return acked(JSON.parse(String(init?.body)));
      },
    });
    const events = keepRate({ seed: 7, from: START, rate: 100 }).take(START + 2_000, 200);
    const answers = await Promise.all(events.map((event) => transport([event])));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(64);
  });

  test('shows a valid run token', async () => {
    const claims: unknown[] = [];
    const { run } = setUp((batch, request) => {
      claims.push(verifyRunToken(request.headers.get('x-footfall-run') ?? '', 'secret', START));
      return acked(batch);
    });
    await run;
    expect(claims[0]).toMatchObject({ actor: 'producer', run_id: 'run-7' });
  });

  test('sends again what a busy collector turned away, the very same events', async () => {
    let first = true;
    const { run, batches } = setUp((batch) => {
      if (!first) return acked(batch);
      first = false;
      return Response.json({ code: 'sink_down' }, { status: 503, headers: { 'retry-after': '1' } });
    });
    const counts = await run;
    expect(counts).toMatchObject({ failed: 0, waiting: 0 });
    const ids = batches.flatMap(({ events }) => events.map(({ event_id }) => event_id));
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    expect(new Set(ids).size).toBe(counts.acked);
  });

  test('has every event in the ledger before it is sent, and then what became of it', async () => {
    const entries: LedgerEntry[] = [];
    const captured = () =>
      entries.flatMap((entry) => (entry.t === 'captured' ? entry.events : [])).map(idOf);
    const refused: string[] = [];
    const { run } = setUp(
      (batch) => {
        const ids = batch.events.map(idOf);
        expect(captured()).toEqual(expect.arrayContaining(ids));
        const results = ids.map((event_id, at) => {
          if (at > 0 || refused.length === 3) return { event_id, status: 'accepted' };
          refused.push(event_id);
          return { event_id, status: 'rejected', reason: 'bad_time' };
        });
        return Response.json({ v: 1, batch_id: batch.batch_id, results });
      },
      undefined,
      {
        ledger: { write: async (entry) => void entries.push(entry), close: async () => undefined },
      },
    );
    const counts = await run;
    const rejected = entries.flatMap((entry) => (entry.t === 'rejected' ? entry.ids : []));
    const acked = entries.flatMap((entry) => (entry.t === 'acked' ? entry.ids : []));
    expect(counts).toMatchObject({ rejected: 3, acked: acked.length });
    expect(rejected).toEqual(refused);
    expect([...acked, ...rejected].sort()).toEqual(captured().sort());
  });

  test('ends where its ledger cannot be written', async () => {
    const write = async () => Promise.reject(new Error('no space left'));
    const { run, batches } = setUp(acked, undefined, {
      ledger: { write, close: async () => undefined },
    });
    await expect(run).rejects.toThrow('the ledger cannot be written: no space left');
    expect(batches).toEqual([]);
  });

  test('past the collector, sends again only what the sink did not take', async () => {
    const lines: string[] = [];
    let first = true;
    const sink = createMemorySink();
    const half: EventSink = {
      ...sink,
      async put(stream, given) {
        const outcomes = given.map((_, at) =>
          first && at % 2 === 1
            ? { ok: false as const, code: 'unavailable' as const, message: 'throttled' }
            : { ok: true as const },
        );
        first = false;
        lines.push(...given.filter((_, at) => outcomes[at]?.ok));
        expect(stream).toBe('events');
        return outcomes;
      },
    };
    const source = keepRate({ seed: 7, from: START, rate: 10, burst: 5 });
    const { run } = setUp(acked, source, {
      transport: toSink(half, { runId: 'run-7', clock: () => START }),
    });
    const counts = await run;
    expect(counts).toMatchObject({ failed: 0, waiting: 0 });
    const ids = lines.map((line) => idOf(JSON.parse(line)));
    expect(ids).toHaveLength(counts.due);
    expect(new Set(ids).size).toBe(counts.due);
  });

  test('says what failed in the end', async () => {
    const { run } = setUp(() => Response.json({ code: 'sink_down' }, { status: 503 }));
    const counts = await run;
    expect(counts.acked).toBe(0);
    expect(counts.failed).toBe(counts.due);
    expect(counts.lastError).toBe('collector answered 503 sink_down');
  });

  test('says when the rate is not kept, and gives up rather than grow without bound', async () => {
    const [event] = keepRate({ seed: 7, from: START, rate: 10 }).take(START + 1_000, 1);
    if (!event) throw new Error('nothing is due after a second');
    let left = 25_000;
    const source: EventSource = {
      take(_now, most) {
        const due = Math.min(left, most);
        left -= due;
        return Array.from({ length: due }, () => event);
      },
      position: () => START,
    };
    const never = new Promise<never>(() => undefined);
    const stop = new AbortController();
    const time = { now: START };
    let last = { failed: 0, waiting: 0, lastError: '' as string | null };
    void produce(
      {
        source,
        transport: () => never,
        tickMs: 100,
        loop: 'open',
        ledger: noLedger,
        clock: () => time.now,
        sleep: async (ms) => {
          time.now += ms;
          if (time.now >= START + 5_000) stop.abort();
        },
      },
      stop.signal,
      (counts) => {
        last = { ...counts };
      },
    );
    await eventually(() => expect(stop.signal.aborted).toBe(true));
    expect(last.waiting).toBeLessThanOrEqual(20_000);
    expect(last.failed).toBeGreaterThan(0);
    expect(last.lastError).toContain('the rate is not kept');
  });
});

describe('following a plan', () => {
  const plan = createPlan({ seed: 7, sessionsPerDay: 5_000, memoryDays: 2 });

  test('catches up with what is past, then goes with the clock, and leaves nothing out', async () => {
    const from = START - 3_600_000;
    const source = followPlan(plan, from);
    const { run, batches, time } = setUp(acked, source, { loop: 'wait' });
    const counts = await run;
    const planned = [...plan.events(from, time.now)].flat().map(({ act }) => act.event_id);
    const sent = batches.flatMap(({ events }) => events.map(({ event_id }) => event_id));
    expect(counts.acked).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(1_000);
    expect(sent).toEqual(planned.slice(0, sent.length));
    expect(planned.length - sent.length).toBeLessThan(10);
    expect(source.position()).toBeGreaterThan(START + 9_000);
  });
});
