import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '@/cli/chromium';
import { settingsOrExit } from '@/cli/settings-or-exit';
import { type ShopServer, startShop } from '@/e2e/fixtures/shop-server';
import { clickQuantity, measuredPage, signIn } from '@/e2e/fixtures/test';
import { createRng } from '@/lib/common/rng';
import type { OverviewDocument } from '@/lib/dashboards/overview-model';
import type { BenchRun, Verdict } from './verdict';

const QUERYABLE_BUDGET_MS = 1_500;
const DASHBOARD_BUDGET_MS = 3_000;
const WARM_UP = 3;
const CLICKS_A_ROUND = 20;
const MAX_PAUSE_MS = 3_000;
const REPORT = '/api/admin/reports/overview?range=24h';

/**
 * How long after a click in a browser a report counts it, asked over and over, and how long until the
 * overview that an admin has left open shows it: by turns, so that whoever asks over and over does
 * not hold up the overview. The shop has its live traffic turned off, so that the one number that
 * grows is the click's.
 */
export async function benchFreshness({ rounds, seed, report }: BenchRun): Promise<Verdict[]> {
  const executablePath = await findChromium(settingsOrExit().FOOTFALL_CHROMIUM);
  const browser = await chromium.launch({ executablePath: executablePath || undefined });
  const shop = await startShop();
  const rng = createRng(seed);
  try {
    const pages = await openPages(browser, shop);
    const queryable: number[] = [];
    const shown: number[] = [];
    for (let click = 1 - WARM_UP; click <= rounds * CLICKS_A_ROUND; click++) {
      const queryableMs = await waited(pages, reported);
      // So that clicks fall anywhere into the dashboard's own rhythm.
      await pause(rng() * MAX_PAUSE_MS);
      const shownMs = await waited(pages, settle);
      if (click < 1) continue;
      queryable.push(queryableMs);
      shown.push(shownMs);
      if (click % CLICKS_A_ROUND === 0) report(`${click} clicks of ${rounds * CLICKS_A_ROUND}`);
    }
    return [
      judge('click to queryable, p95', queryable, QUERYABLE_BUDGET_MS),
      judge('click to the open dashboard, p95', shown, DASHBOARD_BUDGET_MS),
    ];
  } finally {
    await browser.close();
    await shop.dispose();
  }
}

interface Pages {
  readonly page: Page;
  readonly admin: Page;
  readonly url: string;
}

async function openPages(browser: Browser, shop: ShopServer): Promise<Pages> {
  const { page } = await measuredPage(await browser.newContext(), shop);
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, shop);
  await admin.locator('[data-kpi="clicks"]').waitFor();
  return { page, admin, url: shop.url + REPORT };
}

type Counted = (pages: Pages, clicks: number) => Promise<void>;

/** Milliseconds from a click until it is counted. */
async function waited(pages: Pages, counted: Counted): Promise<number> {
  const before = await clicksReported(pages);
  await settle(pages, before);
  const clickedAt = performance.now();
  await pages.page.evaluate(clickQuantity);
  await counted(pages, before + 1);
  return performance.now() - clickedAt;
}

async function reported(pages: Pages, clicks: number): Promise<void> {
  while ((await clicksReported(pages)) < clicks) await pause(10);
}

async function clicksReported({ admin, url }: Pages): Promise<number> {
  const answer = await admin.request.get(url);
  if (!answer.ok()) throw new Error(`the report answered ${answer.status()}`);
  const { rows }: OverviewDocument = await answer.json();
  return rows.find(({ period, actor }) => period === 'current' && actor === 'all')?.clicks ?? 0;
}

async function settle({ admin }: Pages, clicks: number): Promise<void> {
  await admin.waitForFunction(
    (wanted) =>
      Number(document.querySelector('[data-kpi="clicks"]')?.getAttribute('data-value')) >= wanted,
    clicks,
    { polling: 20, timeout: 30_000 },
  );
}

function judge(what: string, waits: readonly number[], budget: number): Verdict {
  const sorted = [...waits].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return {
    what: `${what} of ${waits.length} clicks`,
    ours: `${Math.round(at(0.95))} ms (p50 ${Math.round(at(0.5))} ms)`,
    yardstick: null,
    ratio: null,
    budget: `≤ ${budget} ms`,
    met: at(0.95) <= budget,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
