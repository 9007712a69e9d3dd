import { ARRIVAL, admit, expect, test } from '../fixtures/test';

test('what two parts of a page show is asked for once', async ({ page, sharedShop: shop }) => {
  await admit(page, shop);
  const asked: string[] = [];
  page.on('request', (request) => {
    const name = /\/api\/admin\/reports\/(\w+)/.exec(request.url())?.[1];
    if (name) asked.push(name);
  });
  // A stretch that is over is not asked for again.
  await page.goto(`${shop.url}/admin?range=last_week`);
  await expect(page.locator('[data-kpi="revenue"]')).toBeVisible(ARRIVAL);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, ARRIVAL);
  expect(asked.toSorted()).toEqual(['overview', 'overview_series']);
});

test('totals that could not be counted say so where they would stand', async ({
  page,
  sharedShop: shop,
}) => {
  await admit(page, shop);
  await page.route(
    (url) => url.pathname === '/api/admin/reports/engagement',
    (route) =>
      route.fulfill({ status: 503, json: { code: 'unavailable', message: 'The lake is away.' } }),
  );
  await page.goto(`${shop.url}/admin/engagement?range=last_week`);
  const totals = page.locator('[data-totals="engagement"]');
  await expect(totals.getByRole('alert')).toHaveText('The lake is away.', ARRIVAL);
  await page.unrouteAll();
  await expect(totals.locator('[data-kpi="sessions"]')).toBeVisible(ARRIVAL);
  await expect(totals.getByRole('alert')).toHaveCount(0);
});
