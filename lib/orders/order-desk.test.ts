import { describe, expect, test } from 'vitest';
import { DAY_MS } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { Order } from '@/lib/shop/order';
import { collectorFixture, sampleBatch } from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';

const ORDER_ID = uuidV7(SAMPLE_TIME);
const LINES = [
  { product_id: 'teapot-clay', quantity: 2 },
  { product_id: 'mug-sage', quantity: 1 },
];
const VISITOR = {
  user_id: 'visitor-1',
  session_id: 'session-1',
  user_type: 'new',
  page_url: '/checkout',
};

function order(changes: object = {}) {
  return {
    order_id: ORDER_ID,
    sent_at: new Date(SAMPLE_TIME).toISOString(),
    lines: LINES,
    context: sampleBatch().context,
    visitor: VISITOR,
    ...changes,
  };
}

async function place(fixture: ReturnType<typeof collectorFixture>, body: unknown) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const admission = fixture.orders.admit({
    method: 'POST',
    header: (name) => headers[name],
    address: null,
  });
  if (!admission.ok) return admission.answer;
  return fixture.orders.place(admission.ticket, Buffer.from(JSON.stringify(body)));
}

const orderIn = (answer: { body: unknown }) => (answer.body as { order: Order }).order;

describe('placing an order', () => {
  test('prices it by the catalogue and records one purchase a line', async () => {
    const fixture = collectorFixture();
    const answer = await place(fixture, order());
    expect(answer.status).toBe(200);
    expect(orderIn(answer)).toMatchObject({
      order_id: ORDER_ID,
      total_cents: 2 * 3450 + 1200,
      currency: 'EUR',
      placed_at: new Date(SAMPLE_TIME).toISOString(),
    });
    expect(fixture.sink.lines.events.map((line) => JSON.parse(line))).toMatchObject([
      {
        event_type: 'purchase',
        product_id: 'teapot-clay',
        quantity: 2,
        unit_price: 34.5,
        order_id: ORDER_ID,
        user_id: 'visitor-1',
        actor: 'human',
      },
      { event_type: 'purchase', product_id: 'mug-sage', quantity: 1, unit_price: 12 },
    ]);
  });

  test('a retry gives the same order and the same event ids', async () => {
    const fixture = collectorFixture();
    const first = await place(fixture, order());
    fixture.time.now += 5_000;
    const second = await place(fixture, order());
    expect(second.body).toEqual(first.body);
    const ids = fixture.sink.lines.events.map((line) => JSON.parse(line).event_id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
  });

  test('a client cannot set prices', async () => {
    const fixture = collectorFixture();
    const cheap = LINES.map((line) => ({ ...line, unit_price_cents: 1, unit_price: 0.01 }));
    expect(orderIn(await place(fixture, order({ lines: cheap }))).total_cents).toBe(8100);
    expect(fixture.sink.lines.events.join('')).not.toContain('0.01');
  });

  test('without consent it succeeds, records nothing and counts that', async () => {
    const fixture = collectorFixture();
    const answer = await place(fixture, order({ visitor: undefined }));
    expect(answer.status).toBe(200);
    expect(fixture.sink.lines.events).toEqual([]);
    expect(await fixture.metrics.totals()).toMatchObject({ ConsentWithheld: 1, OrdersPlaced: 1 });
  });

  test('is not confirmed where its purchases could not be made durable', async () => {
    const fixture = collectorFixture();
    await fixture.sink.close();
    expect(await place(fixture, order())).toMatchObject({
      status: 503,
      body: { code: 'sink_down' },
    });
    expect(await fixture.metrics.totals()).toMatchObject({ OrdersPlaced: 0, RequestsShed: 1 });
  });

  test.each([
    [
      'an unknown product',
      { lines: [{ product_id: 'moon', quantity: 1 }] },
      422,
      'unknown_product',
    ],
    ['no lines', { lines: [] }, 400, 'shape'],
    ['a product twice', { lines: [LINES[0], LINES[0]] }, 400, 'shape'],
    ['no units', { lines: [{ product_id: 'mug-sage', quantity: 0 }] }, 400, 'shape'],
    ['a hundred units', { lines: [{ product_id: 'mug-sage', quantity: 100 }] }, 400, 'shape'],
    ['an id that is no UUIDv7', { order_id: 'order-1' }, 400, 'shape'],
    ['an id of last year', { order_id: uuidV7(SAMPLE_TIME - 365 * DAY_MS) }, 400, 'bad_order_id'],
    [
      'a visitor id outside the alphabet',
      { visitor: { ...VISITOR, user_id: 'a b' } },
      400,
      'bad_visitor',
    ],
  ])('refuses %s', async (_what, changes, status, code) => {
    const fixture = collectorFixture();
    expect(await place(fixture, order(changes))).toMatchObject({ status, body: { code } });
    expect(fixture.sink.lines.events).toEqual([]);
    expect(await fixture.metrics.totals()).toMatchObject({ RequestsRefused: 1, OrdersPlaced: 0 });
  });
});

describe('looking an order up', () => {
  test('its link gives the whole order back', async () => {
    const fixture = collectorFixture();
    const placed = orderIn(await place(fixture, order()));
    expect(fixture.orders.lookUp(placed.token)).toEqual({ status: 200, body: { order: placed } });
  });

  test('a changed, cut or foreign link gives nothing', async () => {
    const fixture = collectorFixture();
    const { token } = orderIn(await place(fixture, order()));
    const [payload = '', signature = ''] = token.split('.');
    const more = Buffer.from(payload, 'base64url')
      .toString()
      .replace('"mug-sage",1', '"mug-sage",9');
    const forged = `${Buffer.from(more).toString('base64url')}.${signature}`;
    for (const link of ['', 'x', payload, token.slice(0, -1), forged, 'x'.repeat(20_000)]) {
      expect(fixture.orders.lookUp(link)).toMatchObject({
        status: 404,
        body: { code: 'bad_link' },
      });
    }
  });
});
