import type { Page } from '@playwright/test';
import { productById } from '@/lib/catalog/catalog';
import { formatMoney } from '@/lib/common/money';
import type { WireEvent } from '@/lib/events/event';
import { startShop } from '../fixtures/shop-server';
import {
  buySomething,
  expect,
  listenForCaptures,
  listenForTrouble,
  openOverview,
  test,
} from '../fixtures/test';

/** The number behind a figure of the overview, as the page holds it. */
async function figure(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`[data-kpi="${name}"]`).getAttribute('data-value'));
}

function count(events: readonly WireEvent[], type: string): number {
  return events.filter(({ event_type }) => event_type === type).length;
}

test('a person browses and buys; the admin shows exactly that, and the lake holds it', async ({
  browser,
  shop,
}) => {
  const admin = await (await browser.newContext()).newPage();
  const adminTrouble = await listenForTrouble(admin);
  await openOverview(admin, shop);
  await expect(admin.getByText('Nothing in 24 hours')).toBeVisible();

  const page = await (await browser.newContext()).newPage();
  const captured = await listenForCaptures(page);
  const trouble = await listenForTrouble(page);

  await page.goto(`${shop.url}/?utm_source=letter&session=private`, {
    referer: 'https://www.google.com/search?q=private',
  });
  expect(shop.raw('events'), 'nothing is captured before consent').toEqual([]);
  await page.getByRole('button', { name: 'Allow measuring' }).click();
  const tile = page.locator('[data-element="product_tile"]').first();
  const productId = (await tile.getAttribute('data-product-id')) ?? '';
  const product = productById(productId);
  if (!product) throw new Error(`${productId} is not in the catalogue`);
  await tile.click();
  await expect(page).toHaveURL(`${shop.url}/product/${productId}`);
  const orderId = await buySomething(page);
  await expect.poll(() => count(captured, 'view')).toBe(5);

  // Views: home, product, cart, checkout, confirmation. The purchase comes from the server.
  expect(
    captured.map(({ event_type, page: type, element }) => [event_type, type, element ?? null]),
  ).toEqual([
    ['view', 'home', null],
    ['click', 'home', 'product_tile'],
    ['view', 'product', null],
    ['add_to_cart', 'product', null],
    ['click', 'product', 'cart_open'],
    ['click', 'product', 'nav_cart'],
    ['view', 'cart', null],
    ['click', 'cart', 'checkout_start'],
    ['view', 'checkout', null],
    ['click', 'checkout', 'place_order'],
    ['view', 'confirmation', null],
  ]);
  expect(captured.map(({ seq }) => seq)).toEqual(captured.map((_, index) => index + 1));

  // The admin page, left open, shows these events and that revenue.
  // It asks again after ten times as long as an answer took, which beside two browsers may be seconds.
  await expect.poll(() => figure(admin, 'events'), { timeout: 40_000 }).toBe(captured.length + 1);
  expect({
    views: await figure(admin, 'views'),
    clicks: await figure(admin, 'clicks'),
    add_to_carts: await figure(admin, 'add_to_carts'),
    orders: await figure(admin, 'orders'),
    revenue: await figure(admin, 'revenue'),
    sessions: await figure(admin, 'sessions'),
    visitors: await figure(admin, 'visitors'),
    conversion: await figure(admin, 'conversion'),
  }).toEqual({
    views: 5,
    clicks: 5,
    add_to_carts: 1,
    orders: 1,
    revenue: product.price_cents / 100,
    sessions: 1,
    visitors: 1,
    conversion: 1,
  });

  await expect(admin.locator('[data-kpi="orders"]')).toHaveText('1');
  await expect(admin.locator('[data-kpi="revenue"]')).toHaveText(formatMoney(product.price_cents));

  // The raw files hold them field by field; an id may come twice there, never with another content.
  const stored = shop.events();
  expect(stored).toHaveLength(captured.length + 1);
  const byId = new Map(stored.map((event) => [event.event_id, event]));
  const price = { unit_price: product.price_cents / 100, currency: 'EUR' };
  const server = {
    device_type: 'desktop',
    browser: 'Chrome',
    location: 'IE',
    actor: 'human',
    schema_version: 1,
    received_at: expect.stringMatching(/^2\d{3}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
  };
  for (const event of captured) {
    expect(byId.get(event.event_id)).toEqual({
      ...event,
      ...server,
      event_ms: Date.parse(event.timestamp),
      ...(event.event_type === 'add_to_cart' && price),
    });
  }
  const [first] = captured;
  const [purchase] = stored.filter(({ event_type }) => event_type === 'purchase');
  expect(purchase).toMatchObject({
    ...server,
    ...price,
    order_id: orderId,
    product_id: productId,
    quantity: 1,
    user_id: first?.user_id,
    session_id: first?.session_id,
    user_type: 'new',
    page: 'checkout',
    referrer_url: 'https://www.google.com/search',
  });
  expect(first).toMatchObject({
    page_url: '/?utm_source=letter',
    referrer_url: 'https://www.google.com/search',
  });
  expect(shop.raw('failed')).toEqual([]);
  expect([...trouble, ...adminTrouble]).toEqual([]);
});

test('a visitor who says no is not measured and can buy all the same', async ({ page, shop }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(shop.url);
  await page.getByRole('button', { name: 'No thanks' }).click();
  await page.locator('[data-element="product_tile"]').first().click();
  await expect(page).toHaveURL(/\/product\//);
  await buySomething(page);
  expect(requests.filter((path) => path === '/api/events')).toEqual([]);
  expect(shop.raw('events')).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage).sort())).not.toContain(
    'footfall_visit',
  );
  const health = await (await fetch(`${shop.url}/api/health`)).json();
  expect(health.totals).toMatchObject({ ConsentWithheld: 1, OrdersPlaced: 1, EventsAccepted: 0 });
});

test('saying no later wipes ids and queue', async ({ page, shop }) => {
  const captured = await listenForCaptures(page);
  await page.goto(`${shop.url}/privacy`);
  await page.getByRole('button', { name: 'Allow measuring' }).first().click();
  await expect.poll(() => captured.length).toBe(1);
  await page.getByRole('button', { name: 'No thanks' }).first().click();
  expect(await page.evaluate(() => localStorage.getItem('footfall_visit'))).toBeNull();
  await page.reload();
  await page.getByRole('banner').getByRole('link').first().click();
  await expect(page).toHaveURL(`${shop.url}/`);
  expect(captured).toHaveLength(1);
});

test('events captured while the server is away arrive when it is back', async ({ page, shop }) => {
  const captured = await listenForCaptures(page);
  await page.goto(shop.url);
  await page.getByRole('button', { name: 'Allow measuring' }).click();
  await expect.poll(() => shop.events().length).toBe(1);
  await shop.stop('SIGKILL');
  await page.getByRole('contentinfo').getByRole('link').first().click();
  await expect.poll(() => captured.length).toBeGreaterThanOrEqual(2);
  const back = await startShop({
    port: Number(new URL(shop.url).port),
    env: { FOOTFALL_DATA_DIR: shop.dataDir },
  });
  try {
    await page.goto(`${shop.url}/cart`);
    await expect.poll(() => captured.length).toBeGreaterThanOrEqual(3);
    await expect
      .poll(() => new Set(back.events().map(({ event_id }) => event_id)), { timeout: 20_000 })
      .toEqual(new Set(captured.map(({ event_id }) => event_id)));
  } finally {
    await back.dispose();
  }
});
