import type { Page } from '@playwright/test';
import { violations } from '../fixtures/axe';
import { ARRIVAL, admit, expect, listenForTrouble, openOverview, test } from '../fixtures/test';

// Processes and a browser beside the server: on a loaded machine they take their time.
test.describe.configure({ timeout: 180_000 });

const LONG = { timeout: 120_000 };
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const figure = (page: Page, stage: string) =>
  page.locator(`[data-stage="${stage}"] [data-count]`).getAttribute('data-count');

test('an admin sends a producer and a shopper, watches, stops, and sees every event accounted for', async ({
  page,
  shop,
}) => {
  const trouble = await listenForTrouble(page);
  await openOverview(page, shop);
  await page.getByRole('link', { name: 'Traffic' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What traffic shall there be?');
  await expect(page.getByText('No run has a ledger here yet')).toBeVisible(ARRIVAL);

  // By keyboard: the kind, then a field, then the form's own way of starting.
  await page.getByRole('radio', { name: /^Shoppers/ }).focus();
  await page.keyboard.press('ArrowDown');
  await field(page, 'Events a second').fill('40');
  await field(page, 'Seconds at the most').fill('3600');
  await page.keyboard.press('Enter');
  const producer = page
    .getByRole('region', { name: 'Under way' })
    .locator('[data-run^="producer-"]');
  await expect(producer).toHaveAttribute('data-state', 'running', LONG);
  await expect(producer.locator('[data-figure="Acknowledged"]')).toHaveText(/^[1-9]/, LONG);

  await page.getByRole('radio', { name: /^Shoppers/ }).check();
  await field(page, 'Shoppers').fill('1');
  await field(page, 'At once').fill('1');
  await field(page, 'Speed, 1 as people').fill('1000');
  await page.getByLabel('Persona').selectOption('bouncer');
  await page.getByRole('button', { name: 'Start' }).click();
  const over = page.getByRole('region', { name: 'Over', exact: true });
  const bots = over.locator('[data-run^="bots-"]');
  await expect(bots).toHaveAttribute('data-state', 'done', LONG);

  await producer.getByRole('button', { name: /^Stop/ }).click();
  await expect(over.locator('[data-run^="producer-"]')).toHaveAttribute(
    'data-state',
    'stopped',
    LONG,
  );
  expect(await violations(page)).toEqual([]);

  await bots.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Did every event arrive?');
  await page.getByRole('button', { name: 'Audit it', exact: true }).click();
  await expect(page.locator('[data-agrees]')).toHaveAttribute('data-agrees', 'true', LONG);
  expect(Number(await figure(page, 'Done'))).toBeGreaterThan(0);
  expect(await figure(page, 'In the lake')).toBe(await figure(page, 'Captured'));

  await page.getByLabel('Run').selectOption({ index: 1 });
  await expect(page).toHaveURL(/run=producer-/);
  await page.getByRole('button', { name: 'Audit it', exact: true }).click();
  await expect(page.locator('[data-agrees]')).toHaveAttribute('data-agrees', 'true', LONG);
  expect(await figure(page, 'Acknowledged')).toBe(await figure(page, 'In the lake'));
  expect(Number(await figure(page, 'In the lake'))).toBe(
    shop.events().filter(({ actor }) => actor === 'producer').length,
  );
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(trouble).toEqual([]);
});

test.describe('where traffic is off', () => {
  test.use({ server: { env: { FOOTFALL_TRAFFIC: 'off' } } });

  test('nothing is started, and the page says how else', async ({ page, shop }) => {
    await admit(page, shop);
    await page.goto(`${shop.url}/admin/traffic`);
    await expect(page.getByText('FOOTFALL_TRAFFIC is off')).toBeVisible(ARRIVAL);
    await expect(page.getByRole('button', { name: 'Start' })).toHaveCount(0);
    const answer = await page.request.post(`${shop.url}/api/admin/runs`, {
      data: { kind: 'producer', seed: 7, scenario: null, seconds: 60, rate: 20 },
    });
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'closed' });
  });
});
