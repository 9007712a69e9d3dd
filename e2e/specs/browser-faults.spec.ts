import { chromium } from '@playwright/test';
import {
  ARRIVAL,
  buySomething,
  clickQuantity,
  expect,
  expectAllArrived,
  listenForCaptures,
  listenForTrouble,
  measuredPage,
  test,
} from '../fixtures/test';

test('over plain http on another name than localhost the shop works and is measured', async ({
  shop,
  userAgent,
}) => {
  // No secure context there: no randomUUID, no locks.
  const { port } = new URL(shop.url);
  const browser = await chromium.launch({
    executablePath: process.env.FOOTFALL_CHROMIUM || undefined,
    args: ['--host-resolver-rules=MAP shop.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage({ userAgent });
    const trouble = await listenForTrouble(page);
    await page.goto(`http://shop.test:${port}/product/teapot-clay`);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await page.getByRole('button', { name: 'Allow measuring' }).click();
    await buySomething(page);
    await expect
      .poll(() =>
        shop
          .events()
          .map(({ event_type }) => event_type)
          .sort(),
      )
      .toEqual([
        'add_to_cart',
        'click',
        'click',
        'click',
        'click',
        'purchase',
        'view',
        'view',
        'view',
        'view',
      ]);
    // Browsers say on such pages that the opener policy has no effect.
    expect(trouble.filter((text) => !text.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('what was captured just before the page was left arrives without another visit', async ({
  context,
  shop,
}) => {
  for (let round = 1; round <= 5; round++) {
    const page = await context.newPage();
    const captured = await listenForCaptures(page);
    await page.goto(shop.url);
    const consent = page.getByRole('button', { name: 'Allow measuring' });
    if (round === 1) await consent.click();
    await expect.poll(() => shop.events().length).toBe(2 * round - 1);
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-element="nav_home"]')?.click(),
    );
    await expect.poll(() => captured.length).toBe(2);
    await page.goto('about:blank');
    await expect.poll(() => shop.events().length, { message: `round ${round}` }).toBe(2 * round);
    await page.close();
  }
});

test('a collector that never answers one tab does not silence the others', async ({
  context,
  shop,
}) => {
  const stuck = await context.newPage();
  await stuck.route('**/api/events', () => new Promise(() => undefined));
  await stuck.goto(shop.url);
  const asked = stuck.waitForRequest('**/api/events');
  await stuck.getByRole('button', { name: 'Allow measuring' }).click();
  await asked;
  const healthy = await context.newPage();
  await healthy.goto(`${shop.url}/about`);
  await expect.poll(() => shop.events().length, { timeout: 30_000 }).toBe(2);
});

test('where storage is refused the shop works and is measured from memory', async ({
  page,
  shop,
}) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    Object.defineProperty(window, 'indexedDB', { get: refuse });
  });
  const trouble = await listenForTrouble(page);
  await page.goto(`${shop.url}/product/teapot-clay`);
  await page.getByRole('button', { name: 'Allow measuring' }).click();
  await buySomething(page);
  await expect.poll(() => shop.events().length).toBe(10);
  for (const event of shop.events()) expect(event.flags).toBe('mem_store');
  expect(trouble).toEqual([]);
});

test('the same cart placed in two tabs at once is one order', async ({ context, shop }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  await first.goto(`${shop.url}/product/teapot-clay`);
  await first.getByRole('button', { name: 'No thanks' }).click();
  await first.getByRole('button', { name: 'Add to cart' }).click();
  const orders: string[] = [];
  for (const page of [first, second]) {
    page.on('request', (request) => {
      const body = request.method() === 'POST' ? request.postData() : null;
      if (body && request.url().endsWith('/api/orders')) orders.push(JSON.parse(body).order_id);
    });
    // Answers wait until both have asked.
    await page.route('**/api/orders', async (route) => {
      await expect.poll(() => orders.length).toBe(2);
      await route.continue();
    });
    await page.goto(`${shop.url}/checkout`);
    await page.getByLabel('Full name').fill('Ada Example');
    await page.getByLabel('Street and number').fill('1 Example Street');
    await page.getByLabel('Postcode').fill('D02 XY45');
    await page.getByLabel('Town').fill('Dublin');
    await page.getByLabel('Country').selectOption('IE');
  }
  await first.getByRole('button', { name: 'Place order' }).click();
  await second.getByRole('button', { name: 'Place order' }).click();
  await expect.poll(() => orders.length).toBe(2);
  expect(new Set(orders).size).toBe(1);
});

test('a full disk sends the queue to memory, and the events arrive all the same', async ({
  context,
  shop,
}) => {
  const { page, captured } = await measuredPage(context, shop);
  await expect.poll(() => shop.events().length, ARRIVAL).toBe(1);
  // Where a quota is used up the browser aborts the transaction. (CDP's quota override does not
  // reach puts as small as these.)
  await page.evaluate(() => {
    IDBTransaction.prototype.commit = function abort(this: IDBTransaction) {
      this.abort();
    };
  });
  const trouble = await listenForTrouble(page);
  for (let clicks = 0; clicks < 3; clicks++) await page.evaluate(clickQuantity);
  await expect.poll(() => captured.length, ARRIVAL).toBe(4);
  await expectAllArrived(shop, captured.slice(0, 1));
  await expect.poll(() => shop.events().length, ARRIVAL).toBe(4);
  expect(shop.events().map(({ flags }) => flags ?? null)).toEqual([
    null,
    'mem_store',
    'mem_store',
    'mem_store',
  ]);
  expect(trouble).toEqual([]);
});
