import { rmSync } from 'node:fs';
import { productById } from '@/lib/catalog/catalog';
import { productTitle } from '@/lib/catalog/product';
import { ADMIN_PAGES } from '@/lib/dashboards/pages';
import { resolveRange } from '@/lib/dashboards/time-range';
import { violations } from '../fixtures/axe';
import { makeHistory, plainSql } from '../fixtures/history';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, admit, expect, listenForTrouble, openOverview, test } from '../fixtures/test';

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

const lastWeek = () => {
  const { from_ms, to_ms } = resolveRange('last_week', Date.now());
  return `event_ms >= ${from_ms} AND event_ms < ${to_ms}`;
};

for (const [device, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a desktop', { width: 1440, height: 900 }],
] as const) {
  test.describe(`on ${device}`, () => {
    test.use({ viewport });

    test('which product lost most carts on mobile last week: four clicks from the overview', async ({
      page,
    }) => {
      await openOverview(page, shop);
      await expect(page.locator('[data-kpi="clicks"]')).toBeVisible(ARRIVAL);
      const clicks = [
        async () => {
          await page.getByRole('navigation').getByRole('link', { name: 'Lost carts' }).click();
          await expect(page.getByRole('heading', { name: 'Where are carts lost?' })).toBeVisible();
        },
        () => page.getByRole('button', { name: 'Last week' }).click(),
        () =>
          page.getByRole('button', { name: device === 'a phone' ? 'Filters' : 'Device' }).click(),
        () => page.getByRole('checkbox', { name: 'mobile' }).click(),
      ];
      expect(clicks.length).toBeLessThanOrEqual(4);
      for (const click of clicks) await click();
      await expect(page).toHaveURL(/range=last_week&device_type=mobile/);
      const panel = page.locator('[data-report="cart_abandonment"]');
      await expect(panel.locator('[aria-busy="false"]')).toBeVisible(ARRIVAL);
      const lost = await plainSql(
        folder,
        `WITH started AS (
           SELECT session_id, min(event_ms) AS event_ms, min_by(device_type, event_id) AS device
           FROM events GROUP BY session_id
         ), added AS (
           SELECT DISTINCT session_id, product_id FROM events WHERE event_type = 'add_to_cart'
         ), bought AS (
           SELECT DISTINCT session_id, product_id FROM events WHERE event_type = 'purchase'
         )
         SELECT product_id, CAST(count(*) AS INTEGER) AS carts
         FROM added JOIN started USING (session_id) ANTI JOIN bought USING (session_id, product_id)
         WHERE device = 'mobile' AND ${lastWeek()}
         GROUP BY 1 ORDER BY 2 DESC, 1`,
      );
      expect(lost.length).toBeGreaterThan(0);
      const first = panel.getByRole('row').nth(1);
      const shown = Number(await first.locator('[data-column="abandoned"]').textContent());
      expect(shown).toBe(lost[0]?.carts);
      const name = await first.locator('[data-column="name"]').textContent();
      const most = lost.filter(({ carts }) => carts === shown).map((row) => titleOf(row));
      expect(most).toContain(name);
    });

    test('no dashboard has anything for axe, the console or the policy to say', async ({
      page,
    }) => {
      test.slow();
      const trouble = await listenForTrouble(page);
      await admit(page, shop);
      const found: string[] = [];
      for (const { href } of ADMIN_PAGES) {
        await page.goto(`${shop.url}${href}?range=last_week`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]'), href).toHaveCount(0, ARRIVAL);
        await expect(page.getByRole('main').getByRole('alert'), href).toHaveCount(0);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const faults = await violations(page);
          found.push(...faults.map((fault) => `${href} ${colorScheme} ${fault}`));
        }
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) found.push(`${href} is ${width} wide`);
      }
      expect([...found, ...trouble]).toEqual([]);
    });
  });
}

test('the overview says of last week what plain SQL says of it', async ({ page }) => {
  await admit(page, shop);
  await page.goto(`${shop.url}/admin?range=last_week`);
  await expect(page.locator('[data-kpi="events"]')).toBeVisible(ARRIVAL);
  const [truth] = await plainSql(
    folder,
    `SELECT CAST(count(*) AS DOUBLE) AS events,
       CAST(count(*) FILTER (event_type = 'view') AS DOUBLE) AS views,
       CAST(count(DISTINCT order_id) FILTER (event_type = 'purchase') AS DOUBLE) AS orders,
       CAST(sum(quantity * unit_price) FILTER (event_type = 'purchase') AS DOUBLE) AS revenue
     FROM events WHERE ${lastWeek()}`,
  );
  for (const [name, value] of Object.entries(truth ?? {})) {
    const shown = Number(await page.locator(`[data-kpi="${name}"]`).getAttribute('data-value'));
    expect(shown, name).toBeCloseTo(Number(value), 2);
  }
  expect(Number(truth?.events)).toBeGreaterThan(1000);
});

test('a figure leads to its sessions, and a session to its events in order', async ({ page }) => {
  await admit(page, shop);
  await page.goto(`${shop.url}/admin/funnel?range=last_week`);
  const bought = page.locator('[data-report="funnel"]').getByRole('row').last();
  const count = Number((await bought.locator('[data-column="sessions"]').textContent()) ?? '');
  expect(count).toBeGreaterThan(0);
  await bought.getByRole('link').click();
  await expect(page).toHaveURL(/\/admin\/sessions\?.*having=product_then_purchase/);
  await page
    .locator('[data-report="sessions_list"]')
    .getByRole('row')
    .nth(1)
    .getByRole('link')
    .click();
  await expect(page).toHaveURL(/\/admin\/sessions\/[0-9a-f-]{36}/);
  const session = page.url().split('/').at(-1) ?? '';
  const lines = page.locator('[data-report="session_events"] ol > li');
  await expect(lines.first()).toBeVisible(ARRIVAL);
  const truth = await plainSql(
    folder,
    `SELECT event_type FROM events WHERE session_id = '${session.split('?')[0]}' ORDER BY event_ms, event_id`,
  );
  await expect(lines).toHaveCount(truth.length);
  expect(truth.map(({ event_type }) => event_type)).toContain('purchase');
});

test('a view is kept by name and found again', async ({ page }) => {
  await admit(page, shop);
  await page.goto(`${shop.url}/admin/products?range=7d&figure=units`);
  // It has asked by itself, and so hears clicks.
  const rows = page.locator('[data-report="products"]').getByRole('row');
  await expect(rows.nth(1)).toBeVisible(ARRIVAL);
  // The table has a button of this name as well, which opens nothing.
  await page.getByRole('button', { name: 'Views', expanded: false }).click();
  await page.getByLabel('Name of this view').fill('Units of the week');
  await page.getByRole('button', { name: 'Save' }).click();
  const kept = page.getByRole('link', { name: 'Units of the week' });
  await expect(kept).toHaveAttribute('href', '/admin/products?range=7d&figure=units');
  await page.goto(`${shop.url}/admin`);
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('link', { name: 'Units of the week' }).click();
  await expect(page).toHaveURL(/\/admin\/products\?range=7d&figure=units/);
  await expect(page.getByLabel('Figure')).toHaveValue('units');
});

function titleOf({ product_id }: Record<string, unknown>): string {
  const product = productById(String(product_id));
  return product ? productTitle(product) : String(product_id);
}
