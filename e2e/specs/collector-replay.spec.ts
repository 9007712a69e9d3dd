import type { Page } from '@playwright/test';
import { uuidV7 } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import type { ShopServer } from '../fixtures/shop-server';
import { admit, expect, test } from '../fixtures/test';

test.use({ server: { env: { FOOTFALL_RATE_LIMIT: 'off' } } });

const DOORS = ['/api/events', '/api/events?door=next'];

function eventNow(changes: Partial<WireEvent> = {}): WireEvent {
  const now = Date.now();
  return sampleWireEvent({
    event_id: uuidV7(now),
    timestamp: new Date(now).toISOString(),
    ...changes,
  });
}

const batchOf = (events: readonly WireEvent[], sentAt = Date.now()) =>
  JSON.stringify(sampleBatch(events, { sent_at: new Date(sentAt).toISOString() }));

async function send(shop: ShopServer, body: string, door = 0): Promise<void> {
  const answer = await fetch(`${shop.url}${DOORS[door % 2]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(200);
}

/** The report's figures over all time, as a signed-in admin gets them. */
async function figures(page: Page, shop: ShopServer): Promise<Record<string, number>> {
  const range = `from_ms=${Date.now() - 30 * 86_400_000}&to_ms=${Date.now() + 86_400_000}`;
  const answer = await page.request.get(`${shop.url}/api/admin/reports/overview?${range}`);
  const { rows } = await answer.json();
  return rows.find(
    (row: { period: string; actor: string }) => row.period === 'current' && row.actor === 'all',
  );
}

test('the same batch a hundred times over, between others and days late, counts once', async ({
  page,
  shop,
}) => {
  const events = [eventNow(), eventNow({ event_type: 'view' }), eventNow()];
  const batch = batchOf(events);
  const others: string[] = [];
  for (let n = 0; n < 100; n++) {
    const other = eventNow();
    others.push(other.event_id);
    await Promise.all([send(shop, batch, n), send(shop, batchOf([other]), n + 1)]);
  }
  // As a tracker sends what it kept for six days: the events are old, the sending is not.
  const sixDays = 6 * 86_400_000;
  const old = Date.now() - sixDays;
  const kept = eventNow({ event_id: uuidV7(old), timestamp: new Date(old).toISOString() });
  await send(shop, batchOf([kept], old));
  await send(shop, batchOf([kept]));
  await send(shop, batchOf([kept]));

  const ids = new Set([...events, kept].map(({ event_id }) => event_id).concat(others));
  expect(shop.raw('events').length).toBe(3 * 100 + 100 + 3);
  expect(new Set(shop.events().map(({ event_id }) => event_id))).toEqual(ids);
  await admit(page, shop);
  await expect
    .poll(async () => (await figures(page, shop)).events, { timeout: 15_000 })
    .toBe(ids.size);
});

test('an id that comes again with other content keeps its first, and both lie in the raw lake', async ({
  page,
  shop,
}) => {
  const first = eventNow({ event_type: 'view' });
  await send(shop, batchOf([first]));
  await send(shop, batchOf([{ ...first, event_type: 'click' }]), 1);
  await send(shop, batchOf([{ ...first, event_type: 'click', user_id: 'somebody-else' }]));
  expect(shop.raw('events')).toHaveLength(3);
  await admit(page, shop);
  await expect
    .poll(
      async () => {
        const { events, views, clicks } = await figures(page, shop);
        return { events, views, clicks };
      },
      { timeout: 15_000 },
    )
    .toEqual({ events: 1, views: 1, clicks: 0 });
});

test('what a client claims of actor, run and price is not believed, and a robot says itself', async ({
  shop,
}) => {
  const forged = { actor: 'bot', run_id: 'run-9', unit_price: 0.01, currency: 'XXX' };
  const cart = eventNow({ event_type: 'add_to_cart', quantity: 1 });
  const robot = eventNow();
  await send(shop, batchOf([{ ...cart, ...forged } as WireEvent]));
  const context = {
    ...sampleBatch().context,
    user_agent: 'Mozilla/5.0 (compatible; Googlebot/2.1)',
  };
  const sent_at = new Date().toISOString();
  await send(
    shop,
    JSON.stringify(sampleBatch([{ ...robot, actor: 'human' } as WireEvent], { context, sent_at })),
  );
  const stored = new Map(shop.events().map((event) => [event.event_id, event]));
  expect(stored.get(cart.event_id)).toMatchObject({
    actor: 'human',
    currency: 'EUR',
    unit_price: 48,
  });
  expect(stored.get(cart.event_id)).not.toHaveProperty('run_id');
  expect(stored.get(robot.event_id)).toMatchObject({ actor: 'bot' });
});
