import axe from 'axe-core';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import {
  ARRIVAL,
  clickQuantity,
  expect,
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the debug overlay shows the queue living, under the shop's policy (${colorScheme})`, async ({
    browser,
    userAgent,
  }) => {
    const context = await browser.newContext({ userAgent, colorScheme });
    const page = await context.newPage();
    const trouble = await listenForTrouble(page);
    await page.goto(`${shop.url}${PRODUCT_PATH}?footfall_debug`);
    const overlay = page.getByRole('complementary', { name: 'Tracker' });
    await expect(overlay).toContainText('Not measuring');
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

    await page.getByRole('button', { name: 'Allow measuring' }).click();
    const figure = (name: string) => overlay.locator(`[data-figure="${name}"]`);
    await expect(figure('Acked')).toHaveText('1', ARRIVAL);
    await expect(overlay.getByRole('listitem').first()).toContainText('view product');

    await page.route('**/api/events', (route) => route.abort());
    await page.evaluate(clickQuantity);
    await expect(figure('Queued')).toHaveText('1', ARRIVAL);
    await expect(figure('Requests failed')).not.toHaveText('0', ARRIVAL);
    await expect(overlay.getByRole('listitem').first()).toContainText('click quantity');
    await page.unroute('**/api/events');
    await expect(figure('Acked')).toHaveText('2', ARRIVAL);
    await expect(figure('Queued')).toHaveText('0', ARRIVAL);
    expect(trouble.filter((text) => !text.includes('net::ERR_FAILED'))).toEqual([]);

    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe: run } = window as unknown as { axe: typeof import('axe-core') };
      return (await run.run('aside[aria-label="Tracker"]')).violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    await context.close();
  });
}

test('without being asked for, the debug overlay weighs nothing', async ({ context }) => {
  const bodies: Promise<string>[] = [];
  context.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.text());
  });
  const { page } = await measuredPage(context, shop);
  await page.waitForLoadState('load');
  const loaded = await Promise.all(bodies);
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.filter((text) => text.includes('Requests failed'))).toEqual([]);
});
