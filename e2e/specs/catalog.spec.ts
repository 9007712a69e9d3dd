import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { violations } from '../fixtures/axe';
import { ARRIVAL, expect, listenForTrouble, openOverview, test } from '../fixtures/test';

test('a column is found by its meaning, and leads to whoever reads it', async ({ page, shop }) => {
  const now = Date.now();
  const timestamp = new Date(now).toISOString();
  const events = ['teapot', 'cup', undefined].map((search_term) =>
    sampleWireEvent({ event_id: uuidV7(now), search_term, timestamp }),
  );
  const answer = await fetch(`${shop.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch(events, { sent_at: timestamp })),
  });
  expect(answer.status).toBe(200);
  const trouble = await listenForTrouble(page);
  await openOverview(page, shop);
  await page.getByRole('link', { name: 'Catalogue' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'events' })).toBeVisible(ARRIVAL);
  const row = page.locator('tr[data-column="search_term"]');
  // Two of three events have one.
  await expect(row).toContainText('66.67%', ARRIVAL);

  await page.getByRole('searchbox', { name: 'Find a column' }).fill('query scrubbed');
  await expect(page.locator('tr[data-column]')).toHaveCount(1);
  await row.getByRole('button', { name: 'search_term' }).press('Enter');
  const picture = page.getByRole('region', { name: 'Who reads events.search_term?' });
  await expect(picture.getByRole('link', { name: 'search_terms' }).first()).toBeVisible();
  await picture.getByText('The same as a table').press('Enter');
  await expect(picture.getByRole('row', { name: /^search_terms/ })).toContainText('by searches');

  await page.getByText('A few rows of events').press('Enter');
  await expect(page.getByRole('cell', { name: 'teapot', exact: true })).toBeVisible(ARRIVAL);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  }
  await picture.getByRole('link', { name: 'searches' }).press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'searches' })).toBeVisible(ARRIVAL);
  await expect(page.getByText('Made of events and sessions.')).toBeVisible();
  expect(trouble).toEqual([]);
});

test('the tour goes from page to page by keyboard, and is not offered again to who does not want it', async ({
  page,
  shop,
}) => {
  const trouble = await listenForTrouble(page);
  await openOverview(page, shop);
  await page.getByRole('button', { name: 'Show me around' }).press('Enter');
  const card = page.locator('[data-tour]');
  const steps = ['numbers', 'shop', 'live', 'xray', 'funnel', 'catalog', 'traffic', 'audit'];
  const paths = ['', '/live', '/live', '/events', '/funnel', '/catalog', '/traffic', '/audit'];
  for (const [at, step] of steps.entries()) {
    await expect(card).toHaveAttribute('data-tour', step, ARRIVAL);
    await expect(page).toHaveURL(new RegExp(`/admin${paths[at]}(\\?.*)?$`), ARRIVAL);
    await expect(card.getByRole('heading')).toBeFocused();
    if (step === 'live') {
      expect(await violations(page)).toEqual([]);
      // A page loaded anew is at the same step.
      await page.reload();
      await expect(card).toHaveAttribute('data-tour', step, ARRIVAL);
    }
    if (step !== 'audit') await card.getByRole('button', { name: 'Next' }).press('Enter');
  }
  await card.getByRole('button', { name: 'Back' }).press('Enter');
  await expect(card).toHaveAttribute('data-tour', 'traffic');
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await page.keyboard.press('Control+k');
  const menu = page.getByRole('dialog', { name: 'Go to' });
  await expect(menu.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: /^Show me around/ }).click();
  await expect(menu).toBeHidden();
  await expect(card).toHaveAttribute('data-tour', 'numbers', ARRIVAL);
  await card.getByRole('button', { name: 'End the tour' }).click();
  await page.getByRole('button', { name: 'Not again' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show me around' })).toBeHidden();
  expect(trouble).toEqual([]);
});
