import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { expect, signIn, test } from '../fixtures/test';

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
  await signIn(page, shop);
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
  await signIn(page, shop);
  await page.evaluate(() => {
    new EventSource('/api/admin/live');
  });
  await expect.poll(watchers, { timeout: 15_000 }).toBe(1);
  await page.goto('about:blank');
  await expect.poll(watchers, { timeout: 15_000 }).toBe(0);
});
