import type { Page } from '@playwright/test';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { startAwsStandIns } from '../fixtures/aws-stand-ins';
import { violations } from '../fixtures/axe';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, admit, expect, listenForTrouble, openOverview, test } from '../fixtures/test';

/** `count` events in batches, good ones or such as break the contract. */
async function send(shop: ShopServer, count: number, kind: 'good' | 'bad'): Promise<void> {
  const event = () => {
    const good = sampleWireEvent();
    return kind === 'good' ? good : { ...good, event_type: 'teleport' };
  };
  const events = Array.from({ length: count }, event);
  const answer = await fetch(`${shop.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch(events as Parameters<typeof sampleBatch>[0])),
  });
  expect(answer.status).toBe(200);
}

const verdict = (page: Page) => page.locator('[data-verdict]');
const total = (page: Page, name: string) =>
  page.locator(`[data-measure="${name}"]`).getAttribute('data-total');

test('says that all is well, counts what comes, and says what to do once it is not', async ({
  page,
  shop,
}) => {
  const trouble = await listenForTrouble(page);
  await openOverview(page, shop);
  await page.getByRole('link', { name: 'Health' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is the pipeline well?');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'well', ARRIVAL);
  await send(shop, 7, 'good');
  await expect.poll(() => total(page, 'EventsAccepted'), ARRIVAL).toBe('7');
  await expect(verdict(page)).toContainText('All is well: 7 events came');

  await send(shop, 101, 'bad');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'attention', ARRIVAL);
  await expect(verdict(page)).toContainText(
    'more than 100 events in five minutes broke the contract',
  );
  await expect(verdict(page)).toContainText('Read the newest failed events');
  const alarm = page.locator('[data-alarm="footfall-events-rejected"]');
  await expect(alarm).toHaveAttribute('data-state', 'ALARM');
  await expect(alarm).toContainText('this server');

  // By keyboard alone: another stretch of time, then a chart read point by point.
  await page.getByRole('button', { name: '24 hours' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/stretch=24h/);
  const chart = page.getByRole('slider', { name: 'Failed events' });
  // A day by quarter hours.
  await expect(chart).toHaveAttribute('aria-valuemax', '95', ARRIVAL);
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /: 101$/);
  expect(trouble).toEqual([]);
});

test('axe finds nothing on the pages about the pipeline, light and dark, narrow and wide', async ({
  page,
  shop,
}) => {
  test.slow();
  await send(shop, 3, 'good');
  await admit(page, shop);
  for (const path of ['/admin/health', '/admin/dashboards/quicksight']) {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(shop.url + path);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, ARRIVAL);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path}, ${width} wide`).toBeLessThanOrEqual(width);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${path}, ${colorScheme}, ${width} wide`).toEqual([]);
      }
    }
  }
});

test('in aws mode it shows CloudWatch’s alarms and what of AWS is there', async ({ page }) => {
  test.slow();
  const aws = await startAwsStandIns();
  const shop = await startShop({
    env: { ...aws.env, FOOTFALL_FIREHOSE_FAILED_STREAM: 'footfall-gone' },
  });
  try {
    aws.cloudwatch.setAlarm({
      name: 'footfall-delivery-stale',
      state: 'ALARM',
      reason: 'Threshold Crossed: 2 datapoints were greater than 1800.0.',
      atMs: Date.now() - 120_000,
    });
    await send(shop, 5, 'good');
    await expect.poll(() => aws.firehose.accepted('footfall-events').length, ARRIVAL).toBe(5);
    await aws.flush();
    await admit(page, shop);
    await page.goto(`${shop.url}/admin/health`);
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'trouble', ARRIVAL);
    const alarm = page.locator('[data-alarm="footfall-delivery-stale"]');
    await expect(alarm).toHaveAttribute('data-state', 'ALARM');
    await expect(alarm).toContainText('CloudWatch');
    await expect(alarm).toContainText('Threshold Crossed');
    expect(Number(await total(page, 'IncomingRecords'))).toBeGreaterThan(0);
    const missing = page.locator('[data-check="missing"]');
    await expect(missing).toHaveCount(1, ARRIVAL);
    await expect(missing).toContainText('There is no such stream in eu-west-1');
    await expect(page.locator('[data-check="there"]')).toHaveCount(8);
    expect(shop.output()).toContain(
      'Missing in AWS (events are not kept): Firehose stream footfall-gone.',
    );

    // What it measured itself went out with its output, in a form that CloudWatch takes.
    await shop.stop();
    const taken = shop
      .output()
      .split('\n')
      .filter((line) => aws.cloudwatch.take(line));
    expect(aws.cloudwatch.refusedLines()).toEqual([]);
    const accepted = taken.map((line): number => JSON.parse(line).EventsAccepted);
    expect(accepted.reduce((a, b) => a + b, 0)).toBe(5);
  } finally {
    await shop.dispose();
    await aws.close();
  }
});

test('a refusal of CloudWatch is told in words, and the shop goes on', async ({ page }) => {
  const aws = await startAwsStandIns();
  const shop = await startShop({ env: aws.env });
  try {
    await admit(page, shop);
    const denied = {
      status: 403,
      type: 'AccessDenied',
      message: 'User is not authorized to perform: cloudwatch:GetMetricData',
    };
    aws.cloudwatch.script(new Array(9).fill({ on: 'GetMetricData', ...denied }));
    await page.goto(`${shop.url}/admin/health`);
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'needs cloudwatch:GetMetricData',
      ARRIVAL,
    );
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'unsure');
    await send(shop, 1, 'good');
  } finally {
    await shop.dispose();
    await aws.close();
  }
});
