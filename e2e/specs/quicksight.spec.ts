import type { Page } from '@playwright/test';
import { type AwsStandIns, startAwsStandIns } from '../fixtures/aws-stand-ins';
import { FRAME_HOST } from '../fixtures/quicksight-stand-in';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, admit, expect, listenForTrouble, test } from '../fixtures/test';

// One account and one server for all of them, who see of it what they asked for themselves.
test.describe.configure({ mode: 'default' });
let aws: AwsStandIns;
let shop: ShopServer;
let before = 0;
const embeds = () => aws.quicksight.embeds().slice(before);

test.beforeAll(async () => {
  aws = await startAwsStandIns();
  shop = await startShop({ env: aws.env });
});

test.afterAll(async () => {
  await shop?.dispose();
  await aws?.close();
});

test.beforeEach(async ({ page }) => {
  aws.quicksight.reset();
  before = aws.quicksight.embeds().length;
  // The browser asks QuickSight itself; what it gets is the stand-in’s.
  await page.route(`${FRAME_HOST}/**`, (route) =>
    route.fulfill(aws.quicksight.frame(route.request().url())),
  );
  await admit(page, shop);
});

const open = (page: Page, query = '', { url } = shop) =>
  page.goto(`${url}/admin/dashboards/quicksight${query}`);
const shown = (page: Page) => page.locator('[data-frame="shown"]');
const inside = (page: Page) =>
  page.getByRole('region', { name: /in QuickSight/ }).frameLocator('iframe');
const parameter = (page: Page, name: string) => inside(page).locator(`[data-parameter="${name}"]`);

test('the frame loads for who is signed in, and parameters go in and come out', async ({
  page,
}) => {
  const trouble = await listenForTrouble(page);
  await open(page, '?range=7d&device_type=mobile');
  await expect(shown(page)).toBeVisible(ARRIVAL);
  await expect(parameter(page, 'DeviceType')).toHaveText('DeviceType: mobile');
  await expect(parameter(page, 'Actor')).toHaveText('Actor: ALL_VALUES');
  await expect(parameter(page, 'From')).toHaveText(/^From: \d{4}-\d\d-\d\dT[\d:]{8}$/);
  expect(embeds()).toMatchObject([
    { kind: 'registered-user', dashboard: 'funnel-1', allowedDomains: [shop.url] },
  ]);

  await inside(page).getByRole('button', { name: 'Tablets only' }).click();
  await expect(page).toHaveURL(/device_type=tablet/);
  await inside(page).getByRole('button', { name: 'All devices' }).click();
  await expect(page).not.toHaveURL(/device_type/);

  await page.getByRole('button', { name: 'Actor' }).first().click();
  await page.getByRole('checkbox', { name: 'bot' }).click();
  await expect(page).toHaveURL(/actor=bot/);
  await expect(parameter(page, 'Actor')).toHaveText('Actor: bot');
  await expect(parameter(page, 'DeviceType')).toHaveText('DeviceType: ALL_VALUES');
  // Back undoes one choice, not an echo of it.
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(page).not.toHaveURL(/actor=bot/);
  await expect(parameter(page, 'Actor')).toHaveText('Actor: ALL_VALUES');
  expect(embeds()).toHaveLength(1);

  await page.getByRole('button', { name: 'Products' }).click();
  await expect(inside(page).getByRole('heading', { name: 'products-1' })).toBeVisible(ARRIVAL);
  await page.getByRole('link', { name: 'Our own charts of the same' }).click();
  await expect(page).toHaveURL(/\/admin\/products/);
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(trouble).toEqual([]);
  for (const { code } of embeds()) expect(shop.output()).not.toContain(code);
});

test('an address that has run out is renewed, and not for ever', async ({ page }) => {
  aws.quicksight.expireNext(1);
  await open(page);
  await expect(shown(page)).toBeVisible(ARRIVAL);
  await expect(parameter(page, 'Channel')).toHaveText('Channel: ALL_VALUES');
  expect(embeds()).toHaveLength(2);

  aws.quicksight.expireNext(99);
  await open(page);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('has run out', ARRIVAL);
  expect(embeds()).toHaveLength(5);
  aws.quicksight.expireNext(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(shown(page)).toBeVisible(ARRIVAL);
});

test('a frame that QuickSight does not allow here is told in words', async ({ page }) => {
  aws.quicksight.blockFrames();
  await open(page);
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText(`does not allow ${shop.url} among its domains`, ARRIVAL);
  await expect(page.getByRole('link', { name: 'Our own charts of the same' })).toBeVisible();
});

test('what QuickSight refuses is told in words', async ({ page }) => {
  const refusals = [
    ['UnsupportedUserEditionException', 'no QuickSight subscription that embeds'],
    ['AccessDeniedException', 'needs quicksight:GenerateEmbedUrlForRegisteredUser'],
  ] as const;
  for (const [type, words] of refusals) {
    aws.quicksight.script([{ status: 403, type, message: 'No.' }]);
    await open(page);
    await expect(page.getByRole('main').getByRole('alert')).toContainText(words, ARRIVAL);
  }
});

test('the embed call is for those who are signed in here, and for nobody else’s page', async () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${shop.url}/api/admin/quicksight/embed`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ dashboard: 'funnel' }),
    });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
  expect(embeds()).toEqual([]);
});

test('where QuickSight is not set up, no frame is allowed and the page says how', async ({
  page,
}) => {
  const { FOOTFALL_QUICKSIGHT_ACCOUNT: _, FOOTFALL_QUICKSIGHT_DASHBOARDS: __, ...rest } = aws.env;
  const { FOOTFALL_QUICKSIGHT_USER: ___, ...env } = rest;
  const bare = await startShop({ env });
  try {
    await admit(page, bare);
    const response = await open(page, '', bare);
    expect(response?.headers()['content-security-policy']).not.toContain('frame-src');
    await expect(page.getByText('No dashboard of QuickSight is set')).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Funnel' }).click();
    await expect(page).toHaveURL(/\/admin\/funnel/);
  } finally {
    await bare.dispose();
  }
});
