import { rmSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { makeHistory } from '../fixtures/history';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, admit, expect, test } from '../fixtures/test';

let folder = '';
let shop: ShopServer;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  // Last week began thirteen days ago at most.
  folder = makeHistory(15, 150);
  shop = await startShop({ env: { FOOTFALL_DATA_DIR: folder } });
});
test.afterAll(async () => {
  await shop?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const SCOPE = 'range=last_week&device_type=mobile%2Cdesktop';
const row = (page: Page, report: string, column: string, nth = 0) =>
  page.locator(`[data-report="${report}"] td[data-column="${column}"] a`).nth(nth);

/** Figures that count sessions: where they stand. */
const FIGURES: readonly (readonly [what: string, path: string, (page: Page) => Locator])[] = [
  ['sessions', '', (page) => page.locator('[data-kpi="sessions"] a')],
  ['sessions that bought', '', (page) => page.locator('[data-kpi="converting_sessions"] a')],
  ['an actor', '', (page) => page.locator('[data-actor="producer"][data-figure="sessions"] a')],
  ['carts that were lost', '/carts', (page) => page.locator('[data-kpi="abandoned"] a')],
  ['a product in them', '/carts', (page) => row(page, 'cart_abandonment', 'abandoned')],
  ['a step of the funnel', '/funnel', (page) => row(page, 'funnel', 'sessions', 2)],
  ['a channel', '/acquisition', (page) => row(page, 'acquisition', 'sessions', 1)],
  ['a country', '/geography', (page) => row(page, 'geography', 'sessions')],
  ['a device and browser', '/devices', (page) => row(page, 'devices', 'sessions', 1)],
  ['a search term', '/search-terms', (page) => row(page, 'search_terms', 'sessions')],
  ['a way', '/paths', (page) => row(page, 'paths', 'sessions', 3)],
  ['a lost product', '/products', (page) => row(page, 'products', 'abandoned_sessions')],
];

for (const [what, path, figure] of FIGURES) {
  test(`leads to as many sessions as it says, over the same scope: ${what}`, async ({ page }) => {
    await admit(page, shop);
    await page.goto(`${shop.url}/admin${path}?${SCOPE}`);
    const link = figure(page);
    await expect(link).toBeVisible(ARRIVAL);
    const shown = await link.textContent();
    await link.click();
    await expect(page).toHaveURL(/\/admin\/sessions\?range=last_week&device_type=/);
    await expect(page.locator('[data-total="sessions"]')).toHaveText(shown ?? '', ARRIVAL);
  });
}

test('a figure that counts no sessions leads to them as well', async ({ page }) => {
  await admit(page, shop);
  await page.goto(`${shop.url}/admin?${SCOPE}`);
  await page.locator('[data-kpi="revenue"] a').click(ARRIVAL);
  await expect(page).toHaveURL(/having=purchase/);
  await expect(page.getByLabel('Show')).toHaveValue('purchase');
});

test('a cohort leads to its visitors, and what narrows the list can be taken off', async ({
  page,
}) => {
  await admit(page, shop);
  await page.goto(`${shop.url}/admin/visitors?range=last_week`);
  const cohorts = page.getByRole('slider', { name: /Share of each cohort/ });
  await expect(cohorts).toBeVisible(ARRIVAL);
  await cohorts.press('ArrowRight');
  const text = (await cohorts.getAttribute('aria-valuetext')) ?? '';
  const visitors = /([\d,]+) visitors$/.exec(text)?.[1] ?? 'none';
  await cohorts.press('Enter');
  await expect(page).toHaveURL(/cohort_from_ms=\d+/);
  const total = page.locator('p', { has: page.locator('[data-total="sessions"]') });
  await expect(total).toHaveText(new RegExp(`of ${visitors} visitors?$`), ARRIVAL);
  await page.getByRole('button', { name: /No longer only those who: new from/ }).click();
  await expect(page).not.toHaveURL(/cohort_from_ms/);
});

test('a point of a series and an hour of the week lead to their sessions', async ({ page }) => {
  await admit(page, shop);
  const total = page.locator('[data-total="sessions"]');
  await page.goto(`${shop.url}/admin?${SCOPE}`);
  const series = page.locator('[data-report="overview_series"]').getByRole('slider');
  await expect(series).toBeVisible(ARRIVAL);
  await series.press('End');
  const point = (await series.getAttribute('aria-valuetext')) ?? '';
  await series.press('Enter');
  await expect(page).toHaveURL(/\/admin\/sessions\?.*from_ms=\d+/);
  await expect(total).toHaveText(/: ([\d,]*\d)/.exec(point)?.[1] ?? 'none', ARRIVAL);

  await page.goto(`${shop.url}/admin/engagement?${SCOPE}`);
  const week = page.locator('[data-report="engagement_hours"]').getByRole('slider');
  await expect(week).toBeVisible(ARRIVAL);
  await week.press('End');
  const cell = (await week.getAttribute('aria-valuetext')) ?? '';
  await week.press('Enter');
  await expect(page).toHaveURL(/weekday=7&hour=23/);
  await expect(total).toHaveText(/: ([\d,]+) sessions/.exec(cell)?.[1] ?? 'none', ARRIVAL);
  await expect(page.getByRole('button', { name: /came on a Sunday at 23/ })).toBeVisible();
});
