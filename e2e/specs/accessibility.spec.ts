import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, signIn, test } from '../fixtures/test';

/** What axe finds on the page, in one line a rule. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof import('axe-core') };
    const { violations: found } = await run.run(document);
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' · ')}`);
  });
}

const PAGES = [
  '/',
  '/category/table',
  '/product/teapot-clay',
  '/cart',
  '/checkout',
  '/about',
  '/privacy',
  '/nowhere',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 780 } });

    test('axe finds nothing, and nothing is wider than the screen', async ({ page, shop }) => {
      for (const path of PAGES) {
        await page.goto(shop.url + path);
        expect(await violations(page), path).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${path} is too wide`).toBeLessThanOrEqual(360);
      }
      await signIn(page, shop);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violations(page), '/admin').toEqual([]);
    });
  });
}
