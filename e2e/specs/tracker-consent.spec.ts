import type { BrowserContext, Page } from '@playwright/test';
import {
  ARRIVAL,
  clickQuantity,
  expect,
  listenForCaptures,
  listenForTrouble,
  measuredPage,
  PRODUCT_PATH,
  test,
} from '../fixtures/test';

/** Everything the tracker may leave in a browser. */
function traces(page: Page) {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const rows: unknown[] = [];
    if (names.includes('footfall')) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('footfall');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const all = database.transaction('events').objectStore('events').getAll();
      await new Promise((resolve) => {
        all.onsuccess = resolve;
      });
      rows.push(...all.result);
      database.close();
    }
    return { names, rows, visit: localStorage.getItem('footfall_visit'), cookies: document.cookie };
  });
}

const NO_TRACES = { rows: [], visit: null, cookies: '' };

/** Paths of requests that carry events, of every page of the context from now on. */
function deliveries(context: BrowserContext): string[] {
  const paths: string[] = [];
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/api/events') paths.push(pathname);
  });
  return paths;
}

test('Global Privacy Control is a refusal: no banner, no ids, no requests', async ({
  context,
  shop,
}) => {
  const sent = deliveries(context);
  await context.setExtraHTTPHeaders({ 'sec-gpc': '1' });
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });
  });
  const page = await context.newPage();
  const captured = await listenForCaptures(page);
  const trouble = await listenForTrouble(page);
  await page.goto(shop.url + PRODUCT_PATH);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.evaluate(clickQuantity);
  await page.goto(`${shop.url}/privacy`);
  await expect(page.getByText('You said no. Nothing is recorded.')).toBeVisible();
  expect(await traces(page)).toEqual({ ...NO_TRACES, names: [] });
  expect({ captured, sent, trouble, stored: shop.raw('events') }).toEqual({
    captured: [],
    sent: [],
    trouble: [],
    stored: [],
  });
});

test('no banner answered: nothing is captured, kept or sent', async ({ context, shop }) => {
  const sent = deliveries(context);
  const page = await context.newPage();
  await page.goto(shop.url + PRODUCT_PATH);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.evaluate(clickQuantity);
  await page.goto(`${shop.url}/about`);
  expect(await traces(page)).toEqual({ ...NO_TRACES, names: [] });
  expect(sent).toEqual([]);
});

test('consent withdrawn in one tab wipes queue, ids and drop counts, and ends sending in all', async ({
  context,
  shop,
}) => {
  // Nothing gets through, so that the queue is full of what has to be wiped.
  await context.route('**/api/events', (route) => route.abort());
  const one = await measuredPage(context, shop);
  const two = await measuredPage(context, shop);
  for (const { page } of [one, two]) await page.evaluate(clickQuantity);
  await expect.poll(() => two.captured.length, ARRIVAL).toBe(2);
  await one.page.evaluate(async () => {
    const request = indexedDB.open('footfall');
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    const store = request.result.transaction('events', 'readwrite').objectStore('events');
    store.put({ event_id: '~1', dropped: { overflow: 3 } });
    request.result.close();
  });
  expect((await traces(one.page)).rows.length).toBe(5);
  const before = (await traces(two.page)).visit;

  await one.page.goto(`${shop.url}/privacy`);
  await one.page.getByRole('button', { name: 'No thanks' }).first().click();
  await expect.poll(() => traces(two.page), ARRIVAL).toEqual({ ...NO_TRACES, names: ['footfall'] });
  const sent = deliveries(context);
  const counts = [one.captured.length, two.captured.length];
  for (const { page } of [one, two]) await page.evaluate(clickQuantity);
  await two.page.getByRole('button', { name: 'Add to cart' }).click();
  await two.page.goto(`${shop.url}/about`);
  expect([one.captured.length, two.captured.length]).toEqual(counts);
  expect(await traces(two.page)).toEqual({ ...NO_TRACES, names: ['footfall'] });
  expect(sent).toEqual([]);

  // Given again it is another visitor.
  await one.page.close();
  await context.unroute('**/api/events');
  await two.page.goto(`${shop.url}/privacy`);
  await two.page.getByRole('button', { name: 'Allow measuring' }).first().click();
  await expect.poll(() => shop.events().length, ARRIVAL).toBe(1);
  const [event] = shop.events();
  expect(JSON.parse(before ?? '{}').user_id).not.toBe(event?.user_id);
  expect(event).toMatchObject({ user_type: 'new', seq: 1 });
});
