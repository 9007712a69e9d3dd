import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import { uuidV7 } from '@/lib/common/uuid';
import type { ClickstreamEvent } from '@/lib/events/event';
import type { Order } from '@/lib/shop/order';
import type { Scenario } from '@/lib/shop/scenario';
import { collectorFixture, RUN_SECRET, sampleBatch } from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';

const SALE: Scenario = { price: { category: 'teapot', factor: 0.8 } };
const ORDER_ID = uuidV7(SAMPLE_TIME);

function tokenOf(scenario: Scenario, secret = RUN_SECRET): string {
  const claim: RunClaim = {
    actor: 'human',
    run_id: 'preview-1',
    exp: SAMPLE_TIME + HOUR_MS,
    scenario,
  };
  return signRunToken(claim, secret);
}

async function place(
  fixture: ReturnType<typeof collectorFixture>,
  token: string | null,
  visitor: object = {},
) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token) headers.cookie = `footfall_run=${token}`;
  const admission = fixture.orders.admit({
    method: 'POST',
    header: (name) => headers[name],
    address: null,
  });
  if (!admission.ok) return admission.answer;
  const request = {
    order_id: ORDER_ID,
    sent_at: new Date(fixture.time.now).toISOString(),
    lines: [
      { product_id: 'teapot-clay', quantity: 2, unit_price_cents: 1 },
      { product_id: 'mug-sage', quantity: 1, unit_price_cents: 1 },
    ],
    context: sampleBatch().context,
    visitor: { user_id: 'visitor-1', session_id: 'session-1', user_type: 'new', ...visitor },
  };
  return fixture.orders.place(admission.ticket, Buffer.from(JSON.stringify(request)));
}

const orderIn = (answer: { body: unknown }) => (answer.body as { order: Order }).order;
const recorded = (fixture: ReturnType<typeof collectorFixture>) =>
  fixture.sink.lines.events.map((line): ClickstreamEvent => JSON.parse(line));

describe('a price change', () => {
  test('is what is charged, and what is recorded', async () => {
    const fixture = collectorFixture();
    const order = orderIn(await place(fixture, tokenOf(SALE)));
    expect(order).toMatchObject({
      lines: [{ unit_price_cents: 2760 }, { unit_price_cents: 1200 }],
      total_cents: 2 * 2760 + 1200,
    });
    expect(recorded(fixture)).toMatchObject([
      { product_id: 'teapot-clay', unit_price: 27.6, run_id: 'preview-1', actor: 'human' },
      { product_id: 'mug-sage', unit_price: 12, run_id: 'preview-1' },
    ]);
  });

  test('stays in the order’s link, which needs no token', async () => {
    const fixture = collectorFixture();
    const order = orderIn(await place(fixture, tokenOf(SALE)));
    fixture.time.now += 365 * 24 * HOUR_MS;
    expect(fixture.orders.lookUp(order.token)).toEqual({ status: 200, body: { order } });
  });

  test('gives a retry the same order and the same purchases', async () => {
    const fixture = collectorFixture();
    const first = await place(fixture, tokenOf(SALE));
    fixture.time.now += 5 * MINUTE_MS;
    expect((await place(fixture, tokenOf(SALE))).body).toEqual(first.body);
    const seen = new Set(
      recorded(fixture).map(({ event_id, unit_price }) => `${event_id} ${unit_price}`),
    );
    expect([recorded(fixture).length, seen.size]).toEqual([4, 2]);
  });

  test.each([
    ['without a token', null],
    ['with a forged token', tokenOf(SALE, 'another secret')],
    ['for another category', tokenOf({ price: { category: 'pan', factor: 0.8 } })],
  ])('is nothing %s: the catalogue’s price', async (_what, token) => {
    const fixture = collectorFixture();
    const order = orderIn(await place(fixture, token));
    expect(order.total_cents).toBe(2 * 3450 + 1200);
    expect(recorded(fixture).map(({ unit_price }) => unit_price)).toEqual([34.5, 12]);
    // No price in the link either: it is the same as it ever was.
    expect(Buffer.from(order.token.split('.')[0] ?? '', 'base64url').toString()).toBe(
      JSON.stringify([
        ORDER_ID,
        [
          ['teapot-clay', 2],
          ['mug-sage', 1],
        ],
      ]),
    );
  });

  test('ends with its token', async () => {
    const fixture = collectorFixture();
    const token = tokenOf(SALE);
    fixture.time.now = SAMPLE_TIME + HOUR_MS;
    expect(orderIn(await place(fixture, token)).total_cents).toBe(2 * 3450 + 1200);
  });
});

describe('an outage', () => {
  const outage = { from_ms: SAMPLE_TIME + MINUTE_MS, to_ms: SAMPLE_TIME + 2 * MINUTE_MS };

  test('refuses orders between its times, says when to come back, and records nothing', async () => {
    const fixture = collectorFixture();
    fixture.time.now = outage.from_ms;
    const answer = await place(fixture, tokenOf({ outage }));
    expect(answer).toMatchObject({ status: 503, body: { code: 'outage' } });
    const seconds = Number(answer.headers?.['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(seconds).toBeLessThanOrEqual(10);
    expect(fixture.sink.lines.events).toEqual([]);
    expect(await fixture.metrics.totals()).toMatchObject({ OrdersPlaced: 0, RequestsShed: 1 });
  });

  test('lets the same order through before and after', async () => {
    for (const now of [outage.from_ms - 1, outage.to_ms]) {
      const fixture = collectorFixture();
      fixture.time.now = now;
      expect((await place(fixture, tokenOf({ outage }))).status).toBe(200);
    }
  });

  test('is nobody else’s', async () => {
    const fixture = collectorFixture();
    fixture.time.now = outage.from_ms;
    for (const token of [null, tokenOf({ outage }, 'another secret'), tokenOf(SALE)]) {
      expect((await place(fixture, token)).status).toBe(200);
    }
  });
});

test('the arm stands on purchases where the token names it, and only there', async () => {
  const experiment = 'buy_box_note:b';
  const variants = async (token: string | null) => {
    const fixture = collectorFixture();
    await place(fixture, token, { variant: experiment });
    return recorded(fixture).map(({ variant }) => variant);
  };
  expect(await variants(tokenOf({ experiment }))).toEqual([experiment, experiment]);
  expect(await variants(tokenOf({ experiment: 'buy_box_note:a' }))).toEqual([undefined, undefined]);
  expect(await variants(null)).toEqual([undefined, undefined]);
});
