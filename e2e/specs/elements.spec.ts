import { ELEMENTS } from '@/lib/events/vocabulary';
import { ELEMENT_WAYS, type ElementWay } from '../fixtures/element-ways';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, expect, measuredPage, test } from '../fixtures/test';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Long enough for a second event of the same click to show itself. */
const QUIET_MS = 400;

// One server for all of them: each visit is a browser context, and so a visitor, of its own.
test.describe.configure({ mode: 'default' });
let shop: ShopServer;
test.beforeAll(async () => {
  shop = await startShop();
});
test.afterAll(() => shop.dispose());

for (const element of ELEMENTS) {
  const ways: readonly ElementWay[] = ELEMENT_WAYS[element] ?? [];

  test(`${element}: one click, one event`, async ({ browser }) => {
    expect(ways.length, `nobody says how one comes to ${element}`).toBeGreaterThan(0);
    for (const { path, phone, prepare, at, position, product } of ways) {
      const context = await browser.newContext(phone ? PHONE : {});
      const { page, captured } = await measuredPage(context, shop, path);
      await prepare?.(page);
      const target = at(page);
      await expect(target).toBeEnabled();
      // What led here has been told before the click that is counted; a view is none.
      if (prepare) await page.waitForTimeout(QUIET_MS);
      captured.length = 0;
      await target.click();
      await expect.poll(() => captured.length, ARRIVAL).toBeGreaterThan(0);
      await page.waitForTimeout(QUIET_MS);
      const clicks = captured.filter(({ event_type }) => event_type === 'click');
      expect(
        clicks.map((click) => [click.element, click.position ?? null, click.product_id]),
        `${element} from ${path}`,
      ).toEqual([[element, position ?? null, product ?? null]]);
      await context.close();
    }
  });
}
