import type { Page } from '@playwright/test';
import { violations } from '../fixtures/axe';
import { expect, openOverview, test } from '../fixtures/test';

const PAGES = [
  '/',
  '/category/tea-and-coffee',
  '/category/play?tone=sage&sort=price-up',
  '/product/teapot-clay',
  '/product/toy-car-sage',
  '/search?q=tepot',
  '/search?q=zzzzzz',
  '/cart',
  '/checkout',
  '/wishlist',
  '/account',
  '/order',
  '/about',
  '/delivery',
  '/privacy',
  '/nowhere',
];

const WIDTHS = [320, 360];

const pageWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 780 } });

    test('axe finds nothing, and nothing is wider than the screen', async ({
      page,
      sharedShop: shop,
    }) => {
      for (const path of PAGES) {
        await page.goto(shop.url + path);
        expect(await violations(page), path).toEqual([]);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 780 });
          expect(await pageWidth(page), `${path} is too wide`).toBeLessThanOrEqual(width);
        }
      }
      await openOverview(page, shop);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violations(page), '/admin').toEqual([]);
    });
  });
}

test.describe('with text of twice the size', () => {
  const width = 390;
  test.use({ viewport: { width, height: 844 } });

  test('labels stay in their buttons, pages in the window, and their end above the banner', async ({
    page,
    sharedShop: shop,
  }) => {
    await page.goto(`${shop.url}/product/teapot-clay`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    for (const path of PAGES) {
      await page.goto(shop.url + path);
      await expect(page.getByRole('button', { name: 'Allow measuring' })).toBeVisible();
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      expect(await pageWidth(page), `${path} is too wide`).toBeLessThanOrEqual(width);
      const spilt = await page.getByRole('button').evaluateAll((buttons) =>
        buttons.flatMap((button) => {
          const { scrollWidth, clientWidth, scrollHeight, clientHeight, textContent } = button;
          return scrollWidth > clientWidth || scrollHeight > clientHeight ? [textContent] : [];
        }),
      );
      expect(spilt, path).toEqual([]);
      // These have the choice in their text and no banner.
      if (path === '/privacy' || path === '/account') continue;
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      const end = await page.getByRole('contentinfo').boundingBox();
      const banner = await page.getByRole('region', { name: 'Measuring' }).boundingBox();
      expect(end && end.y + end.height, path).toBeLessThanOrEqual((banner?.y ?? 0) + 1);
    }
  });
});

test('by keyboard the consent question comes first, and its answer leads to the content', async ({
  page,
  sharedShop: shop,
}) => {
  await page.goto(shop.url);
  const no = page.getByRole('button', { name: 'No thanks' });
  await expect(no).toBeVisible();
  const stops = [
    page.getByRole('link', { name: 'Skip to the content' }),
    page.getByRole('region', { name: 'Measuring' }).getByRole('link'),
    page.getByRole('button', { name: 'Allow measuring' }),
    no,
  ];
  for (const stop of stops) {
    await page.keyboard.press('Tab');
    await expect(stop).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(no).toBeHidden();
  await expect(page.getByRole('main')).toBeFocused();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('what needs it says so, and nothing waits for ever', async ({ page, sharedShop: shop }) => {
    for (const path of ['/cart', '/checkout', '/confirmation?order=x', '/product/teapot-clay']) {
      await page.goto(shop.url + path);
      await expect(page.getByText(/takes JavaScript/), path).toBeVisible();
      const waiting = page.getByText(/Looking|One moment/).filter({ visible: true });
      await expect(waiting, path).toHaveCount(0);
    }
    await page.goto(`${shop.url}/admin/sign-in`);
    await expect(page.getByText(/needs JavaScript/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  });
});
