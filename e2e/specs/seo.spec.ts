import type { APIRequestContext, Page } from '@playwright/test';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import type { ShopServer } from '../fixtures/shop-server';
import { expect, listenForTrouble, PRODUCT_PATH, test } from '../fixtures/test';

const HIDDEN = [
  '/cart',
  '/checkout',
  '/confirmation',
  '/search',
  '/account',
  '/wishlist',
  '/order',
];

/** The address that the build was told visitors use. */
async function siteOf(request: APIRequestContext, shop: ShopServer): Promise<string> {
  const robots = await (await request.get(`${shop.url}/robots.txt`)).text();
  return /^Sitemap: (https?:\/\/[^/]+)\/sitemap\.xml$/m.exec(robots)?.[1] ?? '';
}

function meta(page: Page, name: string): Promise<string | null> {
  return page
    .locator(`meta[name="${name}"], meta[property="${name}"]`)
    .first()
    .getAttribute('content');
}

/** The page's structured data, as a search engine reads it, by type. */
async function dataOf(page: Page, type: string): Promise<Record<string, unknown> | undefined> {
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  const things = texts.flatMap((text) => {
    const data = JSON.parse(text);
    return data['@graph'] ?? [data];
  });
  return things.find((thing) => thing['@type'] === type);
}

test('every page of the sitemap is there, says so, and has a card', async ({
  request,
  sharedShop: shop,
}) => {
  const site = await siteOf(request, shop);
  expect(site).not.toBe('');
  const sitemap = await (await request.get(`${shop.url}/sitemap.xml`)).text();
  const paths = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url = '']) => {
    expect(url).toContain(site);
    return url.slice(site.length) || '/';
  });
  expect(paths.length).toBeGreaterThan(70);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of HIDDEN) expect(paths).not.toContain(path);
  const titles = new Map<string, string>();
  for (const [place, path] of paths.entries()) {
    const response = await request.get(shop.url + path);
    expect.soft(response.status(), path).toBe(200);
    const html = await response.text();
    const canonical = /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1] ?? '';
    expect.soft(new URL(canonical || 'missing:').pathname, path).toBe(path);
    expect.soft(html, path).not.toContain('name="robots"');
    const title = /<title>([^<]*)/.exec(html)?.[1] ?? '';
    expect.soft(titles.get(title), `${path} is called as another page`).toBeUndefined();
    titles.set(title, path);
    const card = /property="og:image" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect.soft(card, path).toContain(`${site}/cards/`);
    // Each is drawn when it is asked for; that all are known says share-card.test.ts.
    if (place > 70 && place % 20 !== 0) continue;
    const picture = await request.get(shop.url + new URL(card || 'missing:').pathname);
    expect.soft(picture.headers()['content-type'], `${path} ${card}`).toBe('image/jpeg');
  }
});

test('every product is reached by reading alone, shelf by shelf and page by page', async ({
  request,
  sharedShop: shop,
}) => {
  const found = new Set<string>();
  const visited = new Set<string>();
  for (const { id } of DEPARTMENTS) {
    let next: string | undefined = `/category/${id}`;
    while (next) {
      visited.add(next);
      const html: string = await (await request.get(shop.url + next)).text();
      for (const [, product = ''] of html.matchAll(/href="\/product\/([^"]+)"/g))
        found.add(product);
      const named = /<link rel="next" href="([^"]*)"/.exec(html)?.[1];
      const before = next;
      next = named && new URL(named).pathname;
      // What the head says is a link to read as well, and there is a way back.
      if (!next) continue;
      expect(html).toContain(`href="${next}"`);
      const after = await (await request.get(shop.url + next)).text();
      expect(after).toMatch(new RegExp(`<link rel="prev" href="[^"]*${before}"`));
    }
  }
  expect(visited.size).toBeGreaterThan(DEPARTMENTS.length);
  expect(PRODUCTS.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

test.describe('a filtered address', () => {
  test('shows nothing unfiltered before its page has read it', async ({
    page,
    sharedShop: shop,
  }) => {
    await page.route(/\/_next\/static\/.*\.js/, (route) => route.abort());
    await page.goto(`${shop.url}/category/table?tone=sage`, { waitUntil: 'commit' });
    const tiles = page.getByRole('main').locator('[data-element="product_tile"]');
    await tiles.first().waitFor({ state: 'attached' });
    expect(await tiles.filter({ visible: true }).count()).toBe(0);
    // Where its code never comes, the whole shelf is better than none.
    await expect(tiles.first()).toBeVisible();
  });

  test('of a search finds the tone that was asked for, and every tone by its filter', async ({
    page,
    sharedShop: shop,
  }) => {
    await page.goto(`${shop.url}/search?q=sage+mug`);
    const tiles = page.getByRole('main').locator('[data-element="product_tile"]');
    await expect(tiles.first()).toHaveAttribute('data-product-id', /-sage$/);
    await page.getByRole('checkbox', { name: /^Clay/ }).click();
    await expect(page).toHaveURL(/tone=clay/);
    await expect(tiles.first()).toHaveAttribute('data-product-id', /-clay$/);
  });
});

test('pages of one visitor’s own are kept out of search engines', async ({
  page,
  sharedShop: shop,
}) => {
  for (const path of HIDDEN) {
    await page.goto(shop.url + path);
    expect(await meta(page, 'robots'), path).toContain('noindex');
  }
});

test('structured data stands under the policy without a violation, and says the truth', async ({
  page,
  request,
  sharedShop: shop,
}) => {
  const site = await siteOf(request, shop);
  const trouble = await listenForTrouble(page);
  await page.goto(shop.url);
  expect(await dataOf(page, 'Organization')).toMatchObject({ url: `${site}/` });
  expect(await dataOf(page, 'WebSite')).toMatchObject({
    potentialAction: {
      '@type': 'SearchAction',
      target: { urlTemplate: `${site}/search?q={search_term_string}` },
    },
  });
  await page.goto(shop.url + PRODUCT_PATH);
  const product = await dataOf(page, 'Product');
  expect(product).toMatchObject({
    name: await page.getByRole('heading', { level: 1 }).textContent(),
    offers: { priceCurrency: 'EUR', url: site + PRODUCT_PATH },
  });
  const { price } = (product as { offers: { price: string } }).offers;
  await expect(page.getByText(`€${price}`).first()).toBeVisible();
  expect(await dataOf(page, 'BreadcrumbList')).toMatchObject({
    itemListElement: expect.arrayContaining([
      expect.objectContaining({ position: 1, item: `${site}/` }),
      expect.objectContaining({ item: site + PRODUCT_PATH }),
    ]),
  });
  // Also where a page is reached without a document of its own.
  await page.locator('[data-element="product_tile"]').first().click();
  await expect(page).not.toHaveURL(shop.url + PRODUCT_PATH);
  await expect(page.locator('script[type="application/ld+json"]')).not.toHaveCount(0);
  expect(trouble).toEqual([]);
});

test('security headers stand on every kind of answer', async ({ request, sharedShop: shop }) => {
  const kinds = ['/', PRODUCT_PATH, '/cart', '/nowhere', '/admin/sign-in', '/api/health'];
  for (const path of kinds) {
    const headers = (await request.get(shop.url + path)).headers();
    expect.soft(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringMatching(/camera=\(\).*geolocation=\(\).*payment=\(\)/),
    });
    expect.soft(headers, path).not.toHaveProperty('x-powered-by');
    expect.soft(headers, path).not.toHaveProperty('strict-transport-security');
    if (path === '/api/health') continue;
    const policy = headers['content-security-policy'] ?? '';
    expect.soft(policy, path).toContain("frame-ancestors 'none'");
    expect.soft(policy, path).not.toContain('unsafe');
  }
  const shopOnly = 'cross-origin-embedder-policy';
  expect((await request.get(`${shop.url}/cart`)).headers()).toHaveProperty(shopOnly);
  expect((await request.get(`${shop.url}/admin/sign-in`)).headers()).not.toHaveProperty(shopOnly);
  const card = await request.get(`${shop.url}/cards/shop.jpg`);
  expect(card.headers()).toHaveProperty('cross-origin-resource-policy', 'cross-origin');
});
