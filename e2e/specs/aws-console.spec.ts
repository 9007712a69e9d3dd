import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { test as base, type Page } from '@playwright/test';
import { toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import { arrivalPartition } from '@/lib/lake/layout';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { keptByOlderRelease } from '@/lib/testing/older-release';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import {
  type AwsStandIns,
  EVENTS_STREAM,
  RAW_BUCKET,
  startAwsStandIns,
} from '../fixtures/aws-stand-ins';
import { violations } from '../fixtures/axe';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, expect, listenForTrouble, signIn } from '../fixtures/test';

const now = Date.now();
const event = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ...sampleWireEvent({ event_id: uuidV7(now), timestamp: toIso(now) }),
  ...changes,
});
const sent = [event({ search_term: 'teapot' }), event({ search_term: 'cup' }), event()];
/** No stand-in of ours ends it before it is stopped. */
const LONG = `SELECT count(*) AS n FROM UNNEST(sequence(1, 100000)) AS a(x)
CROSS JOIN UNNEST(sequence(1, 100000)) AS b(y) WHERE x * y % 7 = 3`;

let aws: AwsStandIns;
let shop: ShopServer;

base.describe.configure({ mode: 'serial' });
base.beforeAll(async () => {
  aws = await startAwsStandIns();
  shop = await startShop({ env: aws.env });
  const answer = await fetch(`${shop.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch([...sent, event({ page: 'moon' })], { sent_at: toIso(now) })),
  });
  expect(answer.status).toBe(200);
  const taken = () => aws.firehose.accepted(EVENTS_STREAM).length;
  await expect.poll(taken, ARRIVAL).toBe(sent.length);
  await aws.flush();
  await aws.refresh();
});
base.afterAll(async () => {
  await shop?.dispose();
  await aws?.close();
});

async function ask(page: Page, sql: string): Promise<void> {
  await page.getByRole('textbox', { name: 'SQL' }).click(ARRIVAL);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(sql);
  await page.keyboard.press('ControlOrMeta+Enter');
}

base(
  'SQL goes to Athena, with what it read and cost; it is stopped there, and refused here',
  async ({ page }) => {
    base.slow();
    const trouble = await listenForTrouble(page);
    await signIn(page, shop);
    await page.getByRole('link', { name: 'SQL', exact: true }).click();
    const run = (state: string) =>
      expect(page.locator(`[data-run="${state}"]`)).toBeVisible(ARRIVAL);
    await ask(
      page,
      'SELECT search_term, count(*) AS n FROM events GROUP BY 1 ORDER BY 1 NULLS LAST',
    );
    await run('done');
    await expect(page.locator('[data-run]')).toContainText(/3 rows\..*scanned\D*\$0\.\d+Athena$/);
    await expect(page.locator('[data-cell="1:0"]')).toHaveText('teapot');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Parquet' }).click();
    const bytes = await readFile(await (await download).path());
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');

    await ask(page, LONG);
    const asked = () => aws.athena.queries().find(({ sql }) => sql.includes('100000'))?.state;
    await expect.poll(asked, ARRIVAL).toBe('RUNNING');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await run('cancelled');
    await expect.poll(asked, ARRIVAL).toBe('CANCELLED');

    const begun = aws.athena.queries().length;
    await ask(page, "UNLOAD (SELECT 1) TO 's3://elsewhere/' WITH (format = 'PARQUET')");
    await run('problem');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('only one SELECT');
    expect(aws.athena.queries()).toHaveLength(begun);
    const reason = "SYNTAX_ERROR: line 2:1: Column 'nope' cannot be resolved";
    aws.athena.script([{ on: 'query', do: 'FAILED', reason }]);
    await ask(page, 'SELECT\nnope FROM events');
    await run('problem');
    await expect(page.getByRole('button', { name: 'Go to line 2' })).toBeVisible();

    await page.getByRole('link', { name: 'Catalogue' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'events' })).toBeVisible(ARRIVAL);
    await page.getByRole('button', { name: /^Count what is filled in/ }).click();
    await expect(page.locator('tr[data-column="search_term"]')).toContainText('66.67%', ARRIVAL);
    expect(trouble).toEqual([]);
  },
);

base(
  'an event is found in its objects, and what failed is replayed through Firehose',
  async ({ page }) => {
    const trouble = await listenForTrouble(page);
    const kept = event({ event_type: 'add_to_cart', quantity: 1, element: undefined });
    const receivedMs = now - 60_000;
    const second = toIso(receivedMs).slice(0, 19).replace(/[T:]/g, '-');
    const key = `${PREFIXES.rawFailed}${arrivalPartition(receivedMs)}/footfall-failed-1-${second}-${crypto.randomUUID()}.gz`;
    aws.s3.put(RAW_BUCKET, key, gzipSync(`${keptByOlderRelease([kept], receivedMs)[0]}\n`));

    await signIn(page, shop);
    const [{ event_id = '' } = {}] = sent;
    await page.goto(`${shop.url}/admin/events/${event_id}`);
    const step = (name: string) => page.locator(`[data-step="${name}"]`);
    await expect(step('In S3, as it came')).toContainText(
      `s3://${RAW_BUCKET}/${PREFIXES.rawEvents}`,
      ARRIVAL,
    );
    await expect(step('In Parquet')).toContainText(PREFIXES.landingEvents);
    await expect(step('Visible in Athena')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Its bytes' })).toContainText(event_id);
    expect(await violations(page)).toEqual([]);

    await page.getByRole('link', { name: 'Failed events' }).click();
    const reason = (name: string) => page.locator(`[data-reason="${name}"]`);
    await expect(reason('unknown_product')).toHaveAttribute('data-count', '1', ARRIVAL);
    await expect(reason('bad_field')).toHaveAttribute('data-count', '1');
    await page.getByRole('button', { name: 'Try all of this stretch again' }).click();
    const panel = page.locator('[data-replay]');
    await expect(panel).toHaveAttribute('data-replay', 'tried', ARRIVAL);
    await panel.getByRole('button', { name: 'Replay 1' }).click();
    await expect(panel).toHaveAttribute('data-replay', 'done', ARRIVAL);
    const accepted = () => aws.firehose.accepted(EVENTS_STREAM).join('\n');
    expect(accepted()).toContain(kept.event_id);

    await page.goto(`${shop.url}/admin/live`);
    await expect(page.getByText('nothing of other servers')).toBeVisible();
    await expect(page.locator('[data-live="live"]')).toBeVisible(ARRIVAL);
    expect(trouble).toEqual([]);
  },
);
