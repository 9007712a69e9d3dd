import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '@/cli/chromium';
import { settingsOrExit } from '@/cli/settings-or-exit';
import { type ShopServer, startShop } from '@/e2e/fixtures/shop-server';
import { signIn } from '@/e2e/fixtures/test';
import { benchFolder, median } from './harness';
import { linkedLake, rangeOf } from './linked-lake';
import type { BenchRun, Verdict } from './verdict';

const BUDGET_MS = 1_000;
const PATIENCE_MS = 120_000;
const VISITS_A_ROUND = 3;
const DASHBOARDS: Readonly<Record<string, string>> = {
  overview: '/admin',
  funnel: '/admin/funnel',
  products: '/admin/products',
  engagement: '/admin/engagement',
};

/**
 * From the start of a navigation to a dashboard until every number on it is shown, in a browser on this
 * machine, over millions of events; each visit asks for another stretch of time.
 */
export async function benchDashboards(
  { rounds, report }: BenchRun,
  millions: number,
): Promise<Verdict[]> {
  const folder = benchFolder();
  const dataDir = join(folder.path, 'lake');
  mkdirSync(dataDir);
  await linkedLake(dataDir, millions, report);
  const executablePath = await findChromium(settingsOrExit().FOOTFALL_CHROMIUM);
  const browser = await chromium.launch({ executablePath: executablePath || undefined });
  const shop = await startShop({
    env: { FOOTFALL_DATA_DIR: dataDir, FOOTFALL_RATE_LIMIT: 'off' },
  });
  try {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, shop);
    const verdicts: Verdict[] = [];
    let turn = 0;
    for (const [name, path] of Object.entries(DASHBOARDS)) {
      // The first visit opens files and compiles code, and is not counted.
      await visit(page, shop, path, turn++);
      const times: number[] = [];
      for (let i = 0; i < rounds * VISITS_A_ROUND; i++) {
        times.push(await visit(page, shop, path, turn++));
      }
      report(`${name}: ${times.map(Math.round).join(' ')} ms`);
      const [least, most] = [Math.min(...times), Math.max(...times)].map(Math.round);
      verdicts.push({
        what: `${name} over ${millions} M events, navigation to all numbers, ${times.length} visits`,
        ours: `p50 ${Math.round(median(times))} ms (${least} to ${most})`,
        yardstick: null,
        ratio: null,
        budget: `p50 ≤ ${BUDGET_MS} ms`,
        met: median(times) <= BUDGET_MS,
      });
    }
    return verdicts;
  } finally {
    await browser.close();
    await shop.dispose();
    folder.remove();
  }
}

/**
 * Milliseconds by the page's own clock, which starts with the navigation.
 * @throws where a number could not be shown: a bench of failures measures nothing.
 */
async function visit(page: Page, shop: ShopServer, path: string, turn: number): Promise<number> {
  await page.goto(`${shop.url}${path}?${rangeOf(turn)}`, { waitUntil: 'commit' });
  const shown = await page.waitForFunction(
    () => {
      const parts = [...document.querySelectorAll('main [aria-busy]')];
      const counted = parts.every((part) => part.getAttribute('aria-busy') === 'false');
      const trouble = document.querySelector('main [role="alert"]')?.textContent ?? null;
      return (parts.length > 0 && counted) || trouble ? { at: performance.now(), trouble } : null;
    },
    null,
    { timeout: PATIENCE_MS },
  );
  const answer = await shown.jsonValue();
  if (answer === null || answer.trouble) throw new Error(`${path}: ${answer?.trouble}`);
  return answer.at;
}
