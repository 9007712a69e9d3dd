import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { uuidV7 } from '@/lib/common/uuid';
import { arrivalPartition, RAW_FAILED, segmentName } from '@/lib/lake/layout';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { keptByOlderRelease } from '@/lib/testing/older-release';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { violations } from '../fixtures/axe';
import { trySignIn } from '../fixtures/session';
import type { ShopServer } from '../fixtures/shop-server';
import { ARRIVAL, expect, listenForTrouble, signIn, test } from '../fixtures/test';

const now = Date.now();
const event = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ...sampleWireEvent({ event_id: uuidV7(now), timestamp: new Date(now).toISOString() }),
  ...changes,
});

/** What a release without the teapot has kept: it came a minute ago. */
function keepOfOlderRelease(shop: ShopServer, events: readonly { event_id: string }[]): void {
  const receivedAt = now - 60_000;
  const lines = keptByOlderRelease(events, receivedAt);
  const folder = join(shop.dataDir, RAW_FAILED, arrivalPartition(receivedAt));
  const path = join(folder, segmentName(receivedAt, crypto.randomUUID()));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
}

test('what was refused is seen by reason, opened to its bytes, replayed after a fix, and the audit log tells of it', async ({
  page,
  shop,
}) => {
  test.slow();
  const kept = Array.from({ length: 3 }, () =>
    event({ event_type: 'add_to_cart', quantity: 1, element: undefined }),
  );
  keepOfOlderRelease(shop, kept);
  const script = '<img src=x onerror=alert(1)>';
  const bad = [
    { search_term: `${script}\u202e`, ...event({ page: 'moon' }) },
    event({ page: 'moon' }),
    event({ event_type: 'purchase', order_id: 'o', quantity: 1, unit_price: 0.01 }),
  ];
  const answer = await fetch(`${shop.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch(bad, { sent_at: new Date(now).toISOString() })),
  });
  expect(answer.status).toBe(200);
  expect((await trySignIn(shop.url, 'mallory', 'a guess')).status).toBe(401);

  const trouble = await listenForTrouble(page);
  await signIn(page, shop);
  await page.getByRole('link', { name: 'Failed events' }).click();
  const reason = (name: string) => page.locator(`[data-reason="${name}"]`);
  await expect(reason('bad_field')).toHaveAttribute('data-count', '2', ARRIVAL);
  await expect(reason('unknown_product')).toHaveAttribute('data-count', '3');
  await expect(reason('server_only')).toContainText('Not to be replayed');
  await expect(reason('server_only').getByRole('button', { name: /again/ })).toHaveCount(0);

  const refused = page.locator('[data-failed="bad_field"]').filter({ hasText: 'onerror' });
  await refused.getByRole('button').first().click();
  await expect(refused.locator('[data-today]')).toHaveAttribute('data-today', 'fails', ARRIVAL);
  await expect(refused.locator('[data-bytes="text"]')).toContainText(`${script}⟨202e⟩`);
  await refused.getByRole('button', { name: 'As hexadecimal' }).click();
  await expect(refused.locator('[data-bytes="hex"]')).toContainText('7b 22 73 65 61 72');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Try all of this stretch again' }).click();
  const panel = page.locator('[data-replay]');
  await expect(panel).toHaveAttribute('data-replay', 'tried', ARRIVAL);
  await expect(panel.locator('[data-outcome="passed"]')).toContainText('3 would pass');
  await expect(panel.locator('[data-outcome="failed"]')).toContainText('2 would fail again');
  expect(shop.events()).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Replay 3' }).click();
  await expect(panel).toHaveAttribute('data-replay', 'done', ARRIVAL);
  await expect(reason('unknown_product').locator('[data-replayed]')).toHaveText(
    '3 replayed',
    ARRIVAL,
  );
  const ids = (events: readonly { event_id: string }[]) => events.map((one) => one.event_id).sort();
  expect(ids(shop.events())).toEqual(ids(kept));
  expect(shop.events()[0]).toMatchObject({
    device_type: 'tablet',
    received_at: new Date(now - 60_000).toISOString(),
  });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await page.goto(`${shop.url}/admin/trail`);
  const entry = (act: string) => page.locator(`[data-act="${act}"]`);
  await expect(entry('replayed').locator('[data-detail="replayed"]')).toHaveText('3', ARRIVAL);
  await expect(entry('replayed')).toContainText('admin');
  await expect(entry('signed_in')).toHaveCount(1);
  await expect(entry('sign_in_refused')).toContainText('mallory');
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByLabel('Act').selectOption('sign_in_refused');
  await expect(entry('replayed')).toHaveCount(0, ARRIVAL);
  await expect(entry('sign_in_refused')).toHaveCount(1);
  expect(trouble).toEqual([]);
});
