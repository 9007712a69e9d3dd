import type { Page } from '@playwright/test';
import { violations } from '../fixtures/axe';
import { admit, expect, openOverview, test } from '../fixtures/test';

/** Holds back what the router fetches of pages, so that a navigation is under way for a while. */
async function slowPages(page: Page, delayMs: number): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith('/admin'),
    async (route) => {
      if (route.request().headers().rsc) await new Promise((done) => setTimeout(done, delayMs));
      await route.continue().catch(() => undefined); // Given up by the browser in the meantime.
    },
  );
}

const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name });

test.describe('a page and a scope chosen at once both hold', () => {
  test.beforeEach(async ({ page, sharedShop: shop }) => {
    await openOverview(page, shop);
    // Asked for by the page itself, so that it hears clicks from then on.
    await expect(page.getByText('Nothing in 24 hours')).toBeVisible();
    await slowPages(page, 700);
  });

  test('the page first', async ({ page }) => {
    await rail(page, 'Funnel').click();
    await page.getByRole('button', { name: '7 days' }).click();
    await expect(page).toHaveURL(/\/admin\/funnel\?range=7d$/);
    await expect(page.getByRole('heading', { name: 'How far do sessions come?' })).toBeVisible();
    await expect(page.getByRole('button', { name: '7 days' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    // What is chosen on the page that was reached stays there.
    await page.getByRole('button', { name: 'Last week' }).click();
    await expect(page).toHaveURL(/\/admin\/funnel\?range=last_week$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/admin\/funnel\?range=7d$/);
  });

  test('the scope first', async ({ page }) => {
    await page.evaluate(() => {
      const named = (selector: string, name: string) =>
        [...document.querySelectorAll<HTMLElement>(selector)].find(
          ({ textContent }) => textContent === name,
        );
      // In one task: nothing has been drawn in between.
      named('button', '30 days')?.click();
      named('nav a', 'Lost carts')?.click();
    });
    await expect(page).toHaveURL(/\/admin\/carts\?range=30d$/);
    await expect(page.getByRole('heading', { name: 'Where are carts lost?' })).toBeVisible();
  });

  test('two scopes and two pages', async ({ page }) => {
    await rail(page, 'Funnel').click();
    await page.getByRole('button', { name: '7 days' }).click();
    await rail(page, 'Devices').click();
    await page.getByRole('button', { name: '30 days' }).first().click();
    await expect(page).toHaveURL(/\/admin\/devices\?range=30d$/);
    await expect(
      page.getByRole('heading', { name: 'What do visitors browse with?' }),
    ).toBeVisible();
  });

  test('Back gives a page up, and the scope is of the page one stays on', async ({ page }) => {
    await page.getByRole('button', { name: '7 days' }).click();
    await rail(page, 'Funnel').click();
    await page.goBack();
    await page.getByRole('button', { name: '30 days' }).first().click();
    await expect(page).toHaveURL(/\/admin\?range=30d$/);
    await expect(
      page.getByRole('heading', { name: 'What is happening in the shop?' }),
    ).toBeVisible();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('one control holds the filters, by keyboard as well', async ({ page, sharedShop: shop }) => {
    await openOverview(page, shop);
    const filters = page.getByRole('button', { name: /^Filters/ });
    const row = async (name: RegExp) =>
      (await page.getByRole('button', { name }).first().boundingBox())?.y ?? -1;
    expect(await row(/^Views/)).toBe(await row(/^Filters/));
    await expect(page.getByRole('button', { name: 'Device', exact: true })).toBeHidden();
    await filters.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Filters' });
    await expect(panel.getByRole('group')).toHaveCount(5);
    await expect(panel.getByRole('group', { name: 'Device' })).toBeVisible();
    await panel.getByRole('checkbox', { name: 'mobile' }).focus();
    await page.keyboard.press('Space');
    await expect(page).toHaveURL(/device_type=mobile/);
    await panel.getByRole('checkbox', { name: 'human' }).click();
    await expect(page).toHaveURL(/actor=human/);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(filters).toBeFocused();
    await expect(filters).toHaveText(/Filters: mobile \+1/);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(page).not.toHaveURL(/device_type/);
  });

  test('the page one is on is in sight in the rail', async ({ page, sharedShop: shop }) => {
    await admit(page, shop);
    await page.goto(`${shop.url}/admin/sessions`);
    await expect(rail(page, 'Sessions')).toBeInViewport();
  });
});
