import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page, type Route } from '@playwright/test';
import { MINUTE_MS } from '@/lib/common/clock';
import { createRng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { startShop } from '../fixtures/shop-server';
import {
  ARRIVAL,
  clickQuantity,
  expect,
  expectAllArrived,
  measuredPage,
  PRODUCT_PATH,
  test,
} from '../fixtures/test';

const COLLECTOR = '**/api/events';
const SEED = 7;

/** Lets whatever the browser still holds arrive, as the next visit would. */
async function visitAgain(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/about`);
  return page;
}

/** A click and, in the same task, the end of the document. */
function leaveAfterClick(leave: boolean): void {
  document.querySelector<HTMLElement>('[data-element="quantity"][aria-label="One more"]')?.click();
  if (leave) location.href = '/about';
  else location.reload();
}

test('ten minutes of clicks offline arrive in order once the browser is online', async ({
  context,
  page: clockPage,
  shop,
}) => {
  // The page's own timers and time are played by Playwright's clock: ten minutes pass in a second.
  await clockPage.close();
  // It begins as far back as the test plays forward, so that the collector finds no skewed clock.
  const played = 15 * MINUTE_MS;
  await context.clock.install({ time: Date.now() - played });
  const { page, captured } = await measuredPage(context, shop);
  await context.setOffline(true);
  for (let minute = 0; minute < 10; minute++) {
    await page.evaluate(clickQuantity);
    await context.clock.runFor(MINUTE_MS / 2);
    await page.evaluate(clickQuantity);
    await context.clock.runFor(MINUTE_MS / 2);
  }
  await expect.poll(() => captured.length, ARRIVAL).toBe(21);
  expect(shop.events().length).toBeLessThanOrEqual(1);
  await context.setOffline(false);
  await context.clock.runFor(5 * MINUTE_MS);
  await expectAllArrived(shop, captured);
  const own = shop.events().filter(({ tab_id }) => tab_id === captured[0]?.tab_id);
  expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
  const times = own.slice(1).map(({ event_ms }) => event_ms);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(9 * MINUTE_MS);
  expect(own.slice(1).map(({ flags }) => flags ?? null)).toEqual(own.slice(1).map(() => null));
});

test('pages closed or left at random moments around a click lose nothing', async ({
  context,
  shop,
}, testInfo) => {
  testInfo.annotations.push({ type: 'seed', description: String(SEED) });
  const rng = createRng(SEED);
  const captured: WireEvent[] = [];
  const first = await measuredPage(context, shop);
  captured.push(...first.captured);
  for (let round = 0; round < 9; round++) {
    const { page, captured: own } = await measuredPage(context, shop);
    // Of some pages no request gets through: what they captured is left to the pages after them. The
    // others' are under way long enough to be cut off.
    const cut = rng() < 0.4;
    await page.route(COLLECTOR, async (route) => {
      await setTimeout(150);
      await (cut ? route.abort() : route.continue()).catch(() => undefined);
    });
    for (let clicks = Math.ceil(rng() * 3); clicks > 0; clicks--)
      await page.evaluate(clickQuantity);
    await setTimeout(rng() * 500);
    // Not both of one page: Chromium's headless shell may never answer that it closed a page which
    // was just leaving its document.
    if (rng() < 0.5) await page.close();
    else {
      const left = page.evaluate(leaveAfterClick, rng() < 0.5).catch(() => undefined);
      // A document that ends need not answer any more.
      await Promise.race([left, setTimeout(2_000)]);
    }
    captured.push(...own);
  }
  await visitAgain(context, shop.url);
  expect(captured.length).toBeGreaterThan(18);
  await expectAllArrived(shop, captured);
});

test('a browser killed after the capture sends at its next start', async ({ shop, userAgent }) => {
  const profile = mkdtempSync(join(tmpdir(), 'footfall-profile-'));
  const launch = () =>
    chromium.launchPersistentContext(profile, {
      executablePath: process.env.FOOTFALL_CHROMIUM || undefined,
      userAgent,
    });
  try {
    const before = await launch();
    await measuredPage(before, shop);
    await expect.poll(() => shop.events().length, ARRIVAL).toBe(1);
    await before.close(); // In order: consent is in localStorage, which a killed browser may forget.

    const killed = await launch();
    await killed.route(COLLECTOR, (route) => route.abort());
    const { page, captured } = await measuredPage(killed, shop);
    for (let clicks = 0; clicks < 5; clicks++) await page.evaluate(clickQuantity);
    await expect.poll(() => captured.length, ARRIVAL).toBe(6);
    const closed = new Promise((resolve) => killed.on('close', resolve));
    for (const pid of browserOf(profile)) process.kill(pid, 'SIGKILL');
    await closed;
    expect(shop.events()).toHaveLength(1);

    const after = await launch();
    await visitAgain(after, shop.url);
    await expectAllArrived(shop, captured);
    await after.close();
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** The main process of the browser on a profile, and the script that started it where there is one. */
function browserOf(profile: string): number[] {
  const pids = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='))
    .map((line) => Number.parseInt(line, 10));
  if (pids.length === 0) throw new Error('the browser is not among the processes');
  return pids;
}

test('ten tabs of one browser, one of them slow, send each event about once', async ({
  context,
  shop,
}) => {
  const captured: WireEvent[][] = [];
  const pages: Page[] = [];
  for (let tab = 0; tab < 10; tab++) {
    const opened = await measuredPage(context, shop, PRODUCT_PATH);
    captured.push(opened.captured);
    pages.push(opened.page);
  }
  const [slow] = pages;
  if (!slow) throw new Error('ten tabs');
  await (await context.newCDPSession(slow)).send('Emulation.setCPUThrottlingRate', { rate: 20 });
  for (let round = 0; round < 3; round++)
    await Promise.all(pages.map((page) => page.evaluate(clickQuantity)));
  await expect.poll(() => captured.flat().length, ARRIVAL).toBe(40);
  await expectAllArrived(shop, captured.flat());
  const sessions = new Set(shop.events().map(({ session_id }) => session_id));
  expect(sessions.size, 'the tabs share one session').toBe(1);
  expect(shop.raw('events').length, 'lines for 40 events').toBeLessThanOrEqual(48);
});

test('nobody else’s answer lets go of an event', async ({ context, shop }) => {
  const { page, captured } = await measuredPage(context, shop);
  const answers: ((route: Route) => Promise<void>)[] = [
    (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Airport Wi-Fi</h1>' }),
    (route) => route.fulfill({ status: 302, headers: { location: `${shop.url}/about` } }),
    (route) => route.fulfill({ status: 204 }),
    (route) => route.fulfill({ json: { ok: true } }),
    // An echo: it names the batch and every id, but has no results.
    (route) => route.fulfill({ body: route.request().postData() ?? '' }),
  ];
  for (const answer of answers) {
    await expect.poll(() => shop.events().length, ARRIVAL).toBe(captured.length);
    let asked = 0;
    await page.route(COLLECTOR, async (route) => {
      asked += 1;
      await answer(route);
    });
    await page.evaluate(clickQuantity);
    await expect.poll(() => asked, ARRIVAL).toBeGreaterThan(0);
    expect(shop.events()).toHaveLength(captured.length - 1);
    await page.unroute(COLLECTOR);
  }
  await expectAllArrived(shop, captured);
});

test('a server killed between click and ack gets the events when it is back', async ({
  context,
  shop,
}) => {
  const { page, captured } = await measuredPage(context, shop);
  await expect.poll(() => shop.events().length, ARRIVAL).toBe(1);
  // Killed while the request is on its way: whether it was stored before is as may be.
  const died = page.waitForRequest(COLLECTOR).then(() => shop.stop('SIGKILL'));
  for (let clicks = 0; clicks < 3; clicks++) await page.evaluate(clickQuantity);
  await died;
  await page.evaluate(clickQuantity);
  const back = await startShop({
    port: Number(new URL(shop.url).port),
    env: { FOOTFALL_DATA_DIR: shop.dataDir },
  });
  try {
    await visitAgain(context, back.url);
    await expectAllArrived(back, captured);
    expect(captured).toHaveLength(5);
  } finally {
    await back.stop();
  }
});

test('a batch of version 1 with the core alone, as an old tracker sends it, is taken', async ({
  request,
  shop,
}) => {
  const now = Date.now();
  const event = {
    user_id: 'visitor-1',
    session_id: 'session-1',
    event_type: 'view',
    page: 'home',
    product_id: null,
    timestamp: new Date(now).toISOString(),
    referrer_url: null,
    user_type: 'new',
    event_id: uuidV7(now),
  };
  const batch = { v: 1, batch_id: 'b1', sent_at: event.timestamp, context: {}, events: [event] };
  const answer = await request.post(`${shop.url}/api/events`, {
    headers: { 'content-type': 'text/plain' },
    data: JSON.stringify(batch),
  });
  expect(await answer.json()).toEqual({
    v: 1,
    batch_id: 'b1',
    results: [{ event_id: event.event_id, status: 'accepted' }],
  });
  expect(shop.events()).toMatchObject([event]);
});
