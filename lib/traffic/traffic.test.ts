import { describe, expect, test } from 'vitest';
import { createRng } from '@/lib/common/rng';
import { verifyRunToken } from '@/lib/common/run-token';
import { isUuidV7 } from '@/lib/common/uuid';
import type { EventBatch } from '@/lib/events/batch';
import { validateWireEvent } from '@/lib/events/validate';
import { drawZipf } from './draw';
import { DEVICES, PERSONAS } from './personas';
import { planSession } from './plan';
import { createPopulation } from './population';
import { produce } from './producer';

const PRODUCTS = Array.from({ length: 12 }, (_, n) => ({
  id: `product-${n}`,
  category: `category-${n % 3}`,
}));
const START = Date.parse('2026-11-22T08:00:00.000Z');

function events(seed: number, count: number) {
  const population = createPopulation(seed, 20, PRODUCTS);
  return Array.from({ length: count }, (_, n) => population.next(START + n * 1000));
}

describe('plan', () => {
  test('is the same for the same seed and differs with another', () => {
    expect(events(7, 500)).toEqual(events(7, 500));
    expect(events(7, 50)).not.toEqual(events(8, 50));
  });

  test('gives events that keep the contract', () => {
    for (const event of events(7, 5_000)) {
      expect(validateWireEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({
        ok: true,
        unknown: null,
      });
      expect(isUuidV7(event.event_id)).toBe(true);
    }
  });

  test('a session begins with a view and buys only what was put into the cart', () => {
    const rng = createRng(3);
    const [buyer] = PERSONAS.filter(({ name }) => name === 'buyer');
    const [, desktop] = DEVICES;
    if (!buyer || !desktop) throw new Error('persona table changed');
    let orders = 0;
    for (let i = 0; i < 500; i++) {
      const acts = planSession(rng, buyer, desktop, 'new', PRODUCTS);
      expect(acts[0]?.event_type).toBe('view');
      const units = (type: string) =>
        acts
          .filter(({ event_type }) => event_type === type)
          .reduce((sum, { quantity = 0 }) => sum + quantity, 0);
      if (units('purchase') > 0) {
        orders += 1;
        expect(units('purchase')).toBe(units('add_to_cart'));
      }
    }
    // A buyer on a desktop orders in about a third of sessions (realism model, §4.10).
    expect(orders).toBeGreaterThan(100);
    expect(orders).toBeLessThan(300);
  });

  test('seq counts within a tab without gaps, purchases apart', () => {
    const byTab = new Map<string, number>();
    for (const event of events(5, 5_000)) {
      if (event.event_type === 'purchase') expect(event.seq).toBeUndefined();
      else {
        expect(event.seq).toBe((byTab.get(event.tab_id ?? '') ?? 0) + 1);
        byTab.set(event.tab_id ?? '', event.seq ?? 0);
      }
    }
  });

  test('popularity falls with rank', () => {
    const rng = createRng(1);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const rank = drawZipf(rng, 10);
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    expect(counts[0]).toBeGreaterThan((counts[1] ?? 0) * 1.6);
    expect(counts[1]).toBeGreaterThan((counts[4] ?? 0) * 1.6);
  });
});

describe('producer', () => {
  /** A collector that answers as told, on a clock that the producer's own sleeping moves. */
  function setUp(answer: (batch: EventBatch, request: Request) => Response, rate = 10) {
    const time = { now: START };
    const stop = new AbortController();
    const batches: EventBatch[] = [];
    const run = produce(
      {
        population: createPopulation(7, 5, PRODUCTS),
        url: 'http://127.0.0.1:1',
        rate,
        runId: 'run-7',
        runSecret: 'secret',
        clock: () => time.now,
        fetcher: async (url, init) => {
          const batch = JSON.parse(String(init?.body));
          batches.push(batch);
          return answer(batch, new Request(String(url), init));
        },
        sleep: async (ms) => {
          time.now += ms;
          if (time.now >= START + 10_000) stop.abort();
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
      stop.signal,
      () => undefined,
    );
    return { run, batches };
  }
  const acked = (batch: EventBatch) =>
    Response.json({
      v: 1,
      batch_id: batch.batch_id,
      results: batch.events.map(({ event_id }) => ({ event_id, status: 'accepted' })),
    });

  test('keeps its rate and counts every answer', async () => {
    const { run, batches } = setUp(acked);
    const counts = await run;
    expect(counts).toMatchObject({ rejected: 0, failed: 0, waiting: 0, lastError: null });
    expect(Math.abs(counts.due - 100)).toBeLessThanOrEqual(1);
    expect(counts.acked).toBe(counts.due);
    expect(batches.flatMap(({ events }) => events)).toHaveLength(counts.due);
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

  test('says what failed in the end', async () => {
    const { run } = setUp(() => Response.json({ code: 'sink_down' }, { status: 503 }));
    const counts = await run;
    expect(counts.acked).toBe(0);
    expect(counts.failed).toBe(counts.due);
    expect(counts.lastError).toBe('collector answered 503 sink_down');
  });
});
