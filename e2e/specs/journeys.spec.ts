import { devices, type Page } from '@playwright/test';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import {
  ARRIVAL,
  expect,
  listenForCaptures,
  listenForTrouble,
  orderCart,
  test,
} from '../fixtures/test';

// One server for all of them: each visit is a browser context, and so a visitor, of its own.
test.describe.configure({ mode: 'default' });
let shop: ShopServer;
test.beforeAll(async () => {
  shop = await startShop();
});
test.afterAll(() => shop?.dispose());

/** What the lake comes to hold from here on. */
function listenToLake(): () => ClickstreamEvent[] {
  const before = new Set(shop.events().map(({ event_id }) => event_id));
  return () => shop.events().filter(({ event_id }) => !before.has(event_id));
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 900 } };
const { userAgent: PHONE_AGENT } = devices['Pixel 7'];

/** What happened, where, on what: an event without what differs from run to run. */
function act({ event_type, page, element, product_id, quantity }: WireEvent | ClickstreamEvent) {
  return [event_type, page, element ?? quantity ?? null, product_id].filter(
    (part) => part !== null,
  );
}

/** A present for somebody: a search, a filter, one thing too many, and an order. */
async function giftVisit(page: Page, url: string, phone: boolean): Promise<string> {
  await page.getByRole('combobox', { name: 'Search the shop' }).fill('mug');
  await page.getByRole('combobox', { name: 'Search the shop' }).press('Enter');
  await expect(page).toHaveURL(`${url}/search?q=mug`);
  const first = page.getByRole('main').locator('[data-element="product_tile"]').first();
  await expect(first).toBeVisible();
  if (phone) await page.getByRole('button', { name: /^Filters/ }).click();
  await page
    .getByRole('checkbox', { name: /^Under €20/ })
    .filter({ visible: true })
    .click();
  if (phone) await page.getByRole('button', { name: /^Show (one|\d+) things?$/ }).click();
  await expect(page).toHaveURL(/price=/);
  const chosen = (await first.getAttribute('data-product-id')) ?? '';
  await first.click();
  await expect(page).toHaveURL(`${url}/product/${chosen}`);

  await page.getByRole('button', { name: 'One more' }).first().click();
  await page.getByRole('button', { name: 'Add to cart' }).filter({ visible: true }).first().click();
  await page.goto(`${url}/product/umbrella-plum`);
  await page.getByRole('button', { name: 'Add to cart' }).filter({ visible: true }).first().click();
  await page.goto(`${url}/cart`);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Remove Crook umbrella/ })
    .click();
  await expect(page.getByRole('main').getByRole('button', { name: /^Remove/ })).toHaveCount(1);
  return chosen;
}

for (const { name, device, phone } of [
  { name: 'a phone', device: { ...PHONE, userAgent: PHONE_AGENT }, phone: true },
  { name: 'a desktop', device: DESKTOP, phone: false },
]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a gift found, a mind changed and an order placed on ${name}, ${colorScheme}`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ ...device, colorScheme });
      const page = await context.newPage();
      const arrived = listenToLake();
      const captured = await listenForCaptures(page);
      const trouble = await listenForTrouble(page);
      await page.goto(shop.url);
      await page.getByRole('button', { name: 'Allow measuring' }).click();
      const chosen = await giftVisit(page, shop.url, phone);
      await orderCart(page);
      const sheet = phone ? [['click', 'search', 'filter_open']] : [];
      const expected = [
        ['view', 'home'],
        // Enter presses the form's button, as far as the browser tells.
        ['click', 'home', 'nav_search'],
        ['view', 'search'],
        ...sheet,
        ['click', 'search', 'filter'],
        ['click', 'search', 'product_tile', chosen],
        ['view', 'product', chosen],
        ['click', 'product', 'quantity', chosen],
        ['add_to_cart', 'product', 2, chosen],
        ['view', 'product', 'umbrella-plum'],
        ['add_to_cart', 'product', 1, 'umbrella-plum'],
        ['view', 'cart'],
        ['click', 'cart', 'cart_remove', 'umbrella-plum'],
        ['click', 'cart', 'checkout_start'],
        ['view', 'checkout'],
        ['click', 'checkout', 'place_order'],
        ['view', 'confirmation'],
      ];
      await expect.poll(() => captured.map(act), ARRIVAL).toEqual(expected);
      expect(captured.find(({ page: type }) => type === 'search')?.search_term).toBe('mug');

      // The lake holds these, once each, and the order line that the server recorded.
      await expect.poll(() => arrived().length, ARRIVAL).toBe(expected.length + 1);
      const stored = new Map(arrived().map((event) => [event.event_id, event]));
      expect(
        captured.map(({ event_id }) => stored.get(event_id)).map((event) => event && act(event)),
      ).toEqual(expected);
      const lines = arrived().filter(({ event_type }) => event_type === 'purchase');
      expect(lines.map(({ product_id, quantity }) => [product_id, quantity])).toEqual([
        [chosen, 2],
      ]);
      expect(trouble).toEqual([]);
      await context.close();
    });
  }

  test(`without consent the same visit on ${name} leaves nothing but the order`, async ({
    browser,
  }) => {
    const context = await browser.newContext(device);
    const page = await context.newPage();
    const arrived = listenToLake();
    const captured = await listenForCaptures(page);
    const trouble = await listenForTrouble(page);
    await page.goto(shop.url);
    await page.getByRole('button', { name: 'No thanks' }).click();
    await giftVisit(page, shop.url, phone);
    await orderCart(page);
    expect(captured).toEqual([]);
    expect(arrived()).toEqual([]);
    expect(await page.evaluate(() => localStorage.getItem('footfall_visit'))).toBeNull();
    expect(trouble).toEqual([]);
    await context.close();
  });
}
