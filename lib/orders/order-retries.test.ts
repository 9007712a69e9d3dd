import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { ClickstreamEvent } from '@/lib/events/event';
import type { Order } from '@/lib/shop/order';
import {
  type CollectorFixture,
  collectorFixture,
  sampleBatch,
} from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';

/** What a shopper, their browser or somebody in between may do with one order. */
type Step =
  | { readonly kind: 'retry' }
  | { readonly kind: 'double' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'outage'; readonly failing: boolean }
  | { readonly kind: 'price'; readonly unit_price: number }
  | { readonly kind: 'quantity'; readonly quantity: number }
  | { readonly kind: 'link'; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('retry' as const) }),
  fc.record({ kind: fc.constant('double' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(20 * MINUTE_MS) }),
  fc.record({ kind: fc.constant('outage' as const), failing: fc.boolean() }),
  fc.record({ kind: fc.constant('price' as const), unit_price: fc.double({ noNaN: true }) }),
  fc.record({ kind: fc.constant('quantity' as const), quantity: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ kind: fc.constant('link' as const), at: fc.nat(200) }),
);

const LINES = [
  { product_id: 'teapot-clay', quantity: 2 },
  { product_id: 'mug-sage', quantity: 3 },
];

interface Placed {
  readonly status: number;
  readonly order: Order | null;
}

function shopper(fixture: CollectorFixture, orderId: string) {
  return async (lines: readonly object[] = LINES): Promise<Placed> => {
    const request = {
      order_id: orderId,
      sent_at: new Date(fixture.time.now).toISOString(),
      lines,
      context: sampleBatch().context,
      visitor: { user_id: 'visitor-1', session_id: 'session-1', user_type: 'new' },
    };
    const admission = fixture.orders.admit({
      method: 'POST',
      header: (name) => (name === 'content-type' ? 'application/json' : undefined),
      address: null,
    });
    const answer = admission.ok
      ? await fixture.orders.place(admission.ticket, Buffer.from(JSON.stringify(request)))
      : admission.answer;
    return { status: answer.status, order: (answer.body as { order?: Order }).order ?? null };
  };
}

/** A sink that keeps lines and, while it is failing, keeps them but does not say so. */
function forgetfulFixture() {
  const lines: string[] = [];
  const state = { failing: false };
  const fixture = collectorFixture({
    sink: {
      name: 'memory',
      async put(_stream, added) {
        lines.push(...added);
        return added.map(() =>
          state.failing ? { ok: false, code: 'unavailable', message: 'lost' } : { ok: true },
        );
      },
      state: () => ({ healthy: true, message: null, queuedBytes: 0, lagMs: 0 }),
      close: async () => undefined,
    },
  });
  return { fixture, lines, state };
}

/** As readers see it: each id once, the first received. */
function deduplicated(lines: readonly string[]): ClickstreamEvent[] {
  const first = new Map<string, ClickstreamEvent>();
  for (const line of lines) {
    const event: ClickstreamEvent = JSON.parse(line);
    if (!first.has(event.event_id)) first.set(event.event_id, event);
  }
  return [...first.values()];
}

describe('one order', () => {
  test('however often and however changed it is sent again, is recorded once, as it was placed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { fixture, lines, state } = forgetfulFixture();
        const place = shopper(fixture, uuidV7(SAMPLE_TIME));
        const original = await place();
        const answers: Placed[] = [];
        for (const change of steps) {
          if (change.kind === 'retry') answers.push(await place());
          else if (change.kind === 'double')
            answers.push(...(await Promise.all([place(), place()])));
          else if (change.kind === 'wait') fixture.time.now += change.ms;
          else if (change.kind === 'outage') state.failing = change.failing;
          else if (change.kind === 'price') {
            const { unit_price } = change;
            answers.push(
              await place(LINES.map((line) => ({ ...line, unit_price, unit_price_cents: 1 }))),
            );
          } else if (change.kind === 'quantity') {
            await place(LINES.map((line) => ({ ...line, quantity: change.quantity })));
          } else {
            expect(
              fixture.orders.lookUp(tampered(original.order?.token ?? '', change.at)),
            ).toMatchObject({ status: 404 });
          }
        }
        for (const { status, order } of answers) {
          if (status === 200) expect(order).toEqual(original.order);
          else expect(status).toBe(503);
        }
        const recorded = deduplicated(lines);
        expect(recorded.map(({ product_id, quantity }) => ({ product_id, quantity }))).toEqual(
          LINES,
        );
        expect(recorded.map(({ unit_price }) => unit_price)).toEqual([34.5, 12]);
        expect(new Set(recorded.map(({ order_id }) => order_id)).size).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test('whose answer was lost is recorded all the same, and its retry says so', async () => {
    const { fixture, lines, state } = forgetfulFixture();
    const place = shopper(fixture, uuidV7(SAMPLE_TIME));
    state.failing = true;
    expect(await place()).toMatchObject({ status: 503 });
    state.failing = false;
    expect(await place()).toMatchObject({ status: 200 });
    expect(lines).toHaveLength(4);
    expect(deduplicated(lines)).toHaveLength(2);
  });

  test('lists the same lines in another order, and is the same purchases', async () => {
    const { fixture, lines } = forgetfulFixture();
    const place = shopper(fixture, uuidV7(SAMPLE_TIME));
    await place();
    await place([...LINES].reverse());
    expect(deduplicated(lines)).toHaveLength(2);
  });
});

test('another order of the same things has ids of its own', async () => {
  const { fixture, lines } = forgetfulFixture();
  await shopper(fixture, uuidV7(SAMPLE_TIME))();
  await shopper(fixture, uuidV7(SAMPLE_TIME))();
  expect(deduplicated(lines)).toHaveLength(4);
});

/** The link with one letter changed; not the last, whose lowest bits are nobody's. */
function tampered(token: string, at: number): string {
  const place = at % (token.length - 1);
  const letter = token[place] === 'A' ? 'B' : 'A';
  return token.slice(0, place) + letter + token.slice(place + 1);
}
