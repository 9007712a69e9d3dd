import type { BrowserContext, Page } from '@playwright/test';
import { productById } from '@/lib/catalog/catalog';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { formatMoney } from '@/lib/common/money';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import type { WireEvent } from '@/lib/events/event';
import { armWords } from '@/lib/shop/experiments';
import { type Scenario, scenarioPrice } from '@/lib/shop/scenario';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import {
  ARRIVAL,
  buySomething,
  clickQuantity,
  expect,
  expectAllArrived,
  listenForTrouble,
  measuredPage,
  PRODUCT_PATH,
  test,
} from '../fixtures/test';

// One server for all of them: each visit is a browser context, and so a visitor, of its own.
test.describe.configure({ mode: 'default' });
let shop: ShopServer;
test.beforeAll(async () => {
  shop = await startShop();
});
test.afterAll(() => shop?.dispose());

const RUN = 'preview-e2e';
const PRODUCT_ID = PRODUCT_PATH.replace('/product/', '');
const product = productById(PRODUCT_ID);
if (!product) throw new Error(`${PRODUCT_ID} is not in the catalogue`);
const NOTE = armWords('buy_box_note', 'buy_box_note:b') ?? '';

/** A path with the token of a scenario behind it, as `npm run scenario` prints it. */
function linkTo(path: string, scenario: Scenario): string {
  const secrets = loadSecrets(readSettings({ FOOTFALL_DATA_DIR: shop.dataDir }));
  const claim: RunClaim = { actor: 'human', run_id: RUN, exp: Date.now() + HOUR_MS, scenario };
  return `${path}?footfall_run=${signRunToken(claim, secrets.runToken)}`;
}

/** A measured page of somebody who opened the link. */
async function played(context: BrowserContext, scenario: Scenario) {
  const visit = await measuredPage(context, shop, linkTo(PRODUCT_PATH, scenario));
  await expect(visit.page).toHaveURL(shop.url + PRODUCT_PATH);
  return visit;
}

/** What the lake holds of the visitor of these. */
function storedOf([first]: readonly WireEvent[]) {
  return shop.events().filter(({ user_id }) => user_id === first?.user_id);
}

function buyingPrice(page: Page) {
  return page.locator('h1').locator('xpath=..').getByText(/^€/).first();
}

test('an arm is shown and stands on every event, the purchase among them', async ({ context }) => {
  const variant = 'buy_box_note:b';
  const { page, captured } = await played(context, { experiment: variant });
  await expect(page.getByText(NOTE)).toBeVisible();
  await page.evaluate(clickQuantity);
  await buySomething(page);
  await expect.poll(() => captured.at(-1)?.page, ARRIVAL).toBe('confirmation');
  expect(new Set(captured.map((event) => event.variant))).toEqual(new Set([variant]));
  await expectAllArrived(shop, captured);
  const stored = storedOf(captured);
  expect(stored.map(({ event_type }) => event_type)).toEqual(
    expect.arrayContaining(['view', 'click', 'add_to_cart', 'purchase']),
  );
  for (const event of stored) expect(event).toMatchObject({ variant, run_id: RUN, actor: 'human' });
});

test('a price change is shown, charged and recorded, and nobody else sees it', async ({
  browser,
  context,
}) => {
  const scenario: Scenario = { price: { category: product.category, factor: 0.8 } };
  const cents = scenarioPrice(scenario, product);
  expect(cents).not.toBe(product.price_cents);
  const { page, captured } = await played(context, scenario);
  await expect(buyingPrice(page)).toHaveText(formatMoney(cents));
  await page.goto(`${shop.url}/category/${product.category}`);
  await expect(
    page.locator(`a[data-element="product_tile"][data-product-id="${PRODUCT_ID}"]`),
  ).toContainText(formatMoney(cents));
  await page.goto(shop.url + PRODUCT_PATH);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect.poll(() => captured.at(-1)?.event_type, ARRIVAL).toBe('add_to_cart');
  await page.goto(`${shop.url}/cart`);
  await expect(page.getByRole('main').getByText(formatMoney(cents)).first()).toBeVisible();
  await page.goto(shop.url + PRODUCT_PATH);
  await buySomething(page);
  await expect(
    page
      .getByRole('main')
      .getByText(formatMoney(cents * 2))
      .first(),
  ).toBeVisible();
  await expectAllArrived(shop, captured);
  const priced = storedOf(captured).filter(({ unit_price }) => unit_price !== undefined);
  expect(priced.map(({ event_type, unit_price }) => [event_type, unit_price])).toEqual(
    expect.arrayContaining([
      ['add_to_cart', cents / 100],
      ['purchase', cents / 100],
    ]),
  );
  expect(new Set(priced.map(({ unit_price }) => unit_price))).toEqual(new Set([cents / 100]));

  const other = await (await browser.newContext()).newPage();
  await other.goto(shop.url + PRODUCT_PATH);
  await other.waitForLoadState('networkidle');
  await expect(buyingPrice(other)).toHaveText(formatMoney(product.price_cents));
});

test('an outage refuses orders in words, keeps the cart, and is over when it is over', async ({
  context,
}) => {
  const now = Date.now();
  const outage = { from_ms: now, to_ms: now + 30 * MINUTE_MS };
  const { page, captured } = await played(context, { outage });
  const refused = page.waitForResponse((response) => response.url().endsWith('/api/orders'));
  // The helper waits for a confirmation that cannot come.
  const buying = buySomething(page).catch((error: Error) => error.message);
  const answer = await refused;
  expect(answer.status()).toBe(503);
  expect(Number(answer.headers()['retry-after'])).toBeGreaterThanOrEqual(2);
  await expect(page.getByRole('alert').filter({ hasText: 'checkout is down' })).toBeVisible();
  await buying;
  await expect.poll(() => captured.at(-1)?.element, ARRIVAL).toBe('place_order');
  await expectAllArrived(shop, captured);
  expect(storedOf(captured).filter(({ event_type }) => event_type === 'purchase')).toEqual([]);

  // Off again, the same cart is ordered.
  await page.goto(`${shop.url}/cart?footfall_run=off`);
  await expect(page).toHaveURL(`${shop.url}/cart`);
  await expect(page.getByRole('main').getByText(product.name).first()).toBeVisible();
  await page.goto(shop.url + PRODUCT_PATH);
  await buySomething(page);
  expect(storedOf(captured).filter(({ event_type }) => event_type === 'purchase')).toMatchObject([
    { product_id: PRODUCT_ID, quantity: 2, unit_price: product.price_cents / 100 },
  ]);
});

test('what is broken on one kind of device does nothing there but say so', async ({ context }) => {
  const { page, captured } = await played(context, {
    broken: { feature: 'add_to_cart', device: 'desktop' },
  });
  await page.waitForLoadState('networkidle');
  const before = captured.length;
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Something went wrong' })).toBeVisible();
  await page.evaluate(clickQuantity);
  await expect.poll(() => captured.length, ARRIVAL).toBe(before + 1);
  expect(captured.at(-1)).toMatchObject({ event_type: 'click', element: 'quantity' });
  await page.goto(`${shop.url}/cart`);
  await expectAllArrived(shop, captured);
  expect(storedOf(captured).filter(({ event_type }) => event_type === 'add_to_cart')).toEqual([]);

  const phones = await played(context, {
    broken: { feature: 'add_to_cart', device: 'mobile' },
  });
  await phones.page.waitForLoadState('networkidle');
  await phones.page.getByRole('button', { name: 'Add to cart' }).click();
  await expect.poll(() => phones.captured.at(-1)?.event_type, ARRIVAL).toBe('add_to_cart');
});

for (const feature of ['search', 'checkout'] as const) {
  test(`a broken ${feature} leads nowhere, and its click is an ordinary click`, async ({
    context,
  }) => {
    const { page, captured } = await played(context, {
      broken: { feature, device: 'desktop' },
    });
    await page.waitForLoadState('networkidle');
    const orders: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/orders')) orders.push(request.url());
    });
    if (feature === 'search') {
      await page.getByRole('combobox', { name: 'Search the shop' }).first().fill('teapot');
      await page.locator('[data-element="nav_search"]').first().click();
      await expect.poll(() => captured.at(-1)?.element, ARRIVAL).toBe('nav_search');
    } else {
      const buying = buySomething(page).catch((error: Error) => error.message);
      await expect.poll(() => captured.at(-1)?.element, ARRIVAL).toBe('place_order');
      await expect(page.getByRole('alert').filter({ hasText: 'went wrong' })).toBeVisible();
      await buying;
    }
    await expect(page.getByRole('alert').filter({ hasText: 'went wrong' })).toBeVisible();
    await expect(page).toHaveURL(shop.url + (feature === 'search' ? PRODUCT_PATH : '/checkout'));
    expect(orders).toEqual([]);
  });
}

test('without a scenario none of its code is loaded, under one no policy is broken', async ({
  browser,
  context,
}) => {
  const loaded: Promise<string>[] = [];
  const watch = (watched: BrowserContext) =>
    watched.on('response', (response) => {
      if (response.request().resourceType() === 'script') loaded.push(response.text());
    });
  watch(context);
  const { page } = await measuredPage(context, shop);
  await page.waitForLoadState('networkidle');
  const mine = 'Order before six';
  const without = await Promise.all(loaded.splice(0));
  expect(without.length).toBeGreaterThan(3);
  expect(without.filter((text) => text.includes(mine))).toEqual([]);

  const other = await browser.newContext();
  watch(other);
  const preview = await other.newPage();
  const trouble = await listenForTrouble(preview);
  await preview.goto(shop.url + linkTo(PRODUCT_PATH, { experiment: 'buy_box_note:b' }));
  await expect(preview.getByText(NOTE)).toBeVisible();
  expect((await Promise.all(loaded)).filter((text) => text.includes(mine))).toHaveLength(1);
  expect(trouble).toEqual([]);
});

test('a forged link and a forged cookie change nothing', async ({ context }) => {
  const claim: RunClaim = {
    actor: 'human',
    run_id: RUN,
    exp: Date.now() + HOUR_MS,
    scenario: { price: { factor: 0.1 }, experiment: 'buy_box_note:b' } satisfies Scenario,
  };
  const forged = signRunToken(claim, 'another secret');
  const page = await context.newPage();
  await page.goto(`${shop.url}${PRODUCT_PATH}?sort=new&footfall_run=${forged}`);
  await expect(page).toHaveURL(`${shop.url}${PRODUCT_PATH}?sort=new`);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('footfall_run');
  await context.addCookies([{ name: 'footfall_run', value: forged, url: shop.url }]);
  await page.close();

  // The page may show its own visitor what it likes; what counts is the server's.
  const { page: again, captured } = await measuredPage(context, shop);
  await expect(buyingPrice(again)).toHaveText(formatMoney(product.price_cents));
  await buySomething(again);
  await expectAllArrived(
    shop,
    captured.map(({ variant: _, ...event }) => event),
  );
  for (const event of storedOf(captured)) {
    expect(event).not.toHaveProperty('variant');
    expect(event).not.toHaveProperty('run_id');
  }
  const [purchase] = storedOf(captured).filter(({ event_type }) => event_type === 'purchase');
  expect(purchase).toMatchObject({ unit_price: product.price_cents / 100 });
});
