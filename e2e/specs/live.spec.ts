import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { violations } from '../fixtures/axe';
import { ARRIVAL, expect, listenForTrouble, openOverview, test } from '../fixtures/test';

async function sendOne(url: string): Promise<string> {
  const now = Date.now();
  const timestamp = new Date(now).toISOString();
  const event = sampleWireEvent({ event_id: uuidV7(now), timestamp });
  const answer = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch([event], { sent_at: timestamp })),
  });
  expect(answer.status).toBe(200);
  return event.event_id;
}

test('whoever is signed in sees events arrive, until the server drains', async ({ page, shop }) => {
  await openOverview(page, shop);
  await page.evaluate(() => {
    const heard = { events: [] as string[], opened: false, ended: false };
    (window as unknown as { heard: typeof heard }).heard = heard;
    const source = new EventSource('/api/admin/live');
    source.onopen = () => {
      heard.opened = true;
    };
    source.onerror = () => {
      heard.ended = true;
    };
    source.addEventListener('events', ({ data }) => heard.events.push(JSON.parse(data).event_id));
  });
  const heard = () =>
    page.evaluate(() => (window as unknown as { heard: { events: string[] } }).heard);
  await expect.poll(heard, { timeout: 15_000 }).toMatchObject({ opened: true });
  const first = await sendOne(shop.url);
  await expect.poll(async () => (await heard()).events, { timeout: 15_000 }).toContain(first);
  const second = await sendOne(shop.url);
  await expect.poll(async () => (await heard()).events, { timeout: 15_000 }).toContain(second);
  expect(await shop.stop('SIGTERM')).toBe(0);
  await expect.poll(heard, { timeout: 15_000 }).toMatchObject({ ended: true });
});

test('nobody else does, and a client that leaves takes its subscription along', async ({
  page,
  shop,
}) => {
  for (const cookie of ['', 'next-auth.session-token=eyJhbGciOiJub25lIn0.e30.']) {
    const answer = await fetch(`${shop.url}/api/admin/live`, { headers: { cookie } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'signed_out' });
  }
  const watchers = async () => (await (await fetch(`${shop.url}/api/health`)).json()).live.watchers;
  expect(await watchers()).toBe(0);
  await openOverview(page, shop);
  await page.evaluate(() => {
    new EventSource('/api/admin/live');
  });
  await expect.poll(watchers, { timeout: 15_000 }).toBe(1);
  await page.goto('about:blank');
  await expect.poll(watchers, { timeout: 15_000 }).toBe(0);
});

test('the stream is a page: paused, filtered, and each event leads to its x-ray', async ({
  page,
  shop,
}) => {
  const trouble = await listenForTrouble(page);
  await openOverview(page, shop);
  await page.getByRole('link', { name: 'Live' }).click();
  await expect(page.getByText('Nothing yet.')).toBeVisible(ARRIVAL);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live', ARRIVAL);
  const first = await sendOne(shop.url);
  const row = (id: string) => page.locator(`tr[data-event="${id}"]`);
  await expect(row(first)).toBeVisible(ARRIVAL);
  await expect(page.locator('[data-lately]')).toHaveAttribute('data-lately', '1');

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('status')).toContainText('Paused');
  const second = await sendOne(shop.url);
  await page.getByLabel('Text in it').fill(second);
  await expect(page.getByText('None of what came is like that.')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(row(second)).toBeVisible(ARRIVAL);
  await expect(row(first)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await row(second).getByRole('link').first().click();
  await expect(page.locator('[data-trace]')).toHaveAttribute('data-trace', 'landed', ARRIVAL);
  const steps = page.locator('[data-step]');
  await expect(steps).toHaveCount(4);
  await expect(steps.nth(2)).toContainText('Synced to raw/events/');
  await expect(page.locator('[data-column="event_id"]')).toHaveText(second);
  expect(await violations(page)).toEqual([]);
  for (const path of ['live', `events/${second}`]) {
    await page.goto(`${shop.url}/admin/${path}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
  await page.getByLabel('Event id').fill('019aa7f0-0000-7000-8000-000000000000');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Nothing of that id');
  // The browser tells of every answer that is no success.
  expect(trouble.filter((text) => !text.includes('404'))).toEqual([]);
});
