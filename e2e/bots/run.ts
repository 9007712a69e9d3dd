import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test';
import { type Clock, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { RUN_TOKEN_NAME, type RunClaim, signRunToken } from '@/lib/common/run-token';
import type { Scenario } from '@/lib/shop/scenario';
import type { Ledger } from '@/lib/traffic/ledger-file';
import { shownTo } from '@/lib/traffic/trial';
import type { PlannedVisitor } from '@/lib/traffic/visitors';
import { equipmentOf } from './equipment';
import { ALLOW, alive, playVisit, type Stage, settled } from './player';
import { type BotCounts, type Recorder, recordShopper, seenView } from './recorder';

export interface BotRunOptions {
  /** Those to play, and behind them some to take the place of whoever crashes. */
  readonly visitors: readonly PlannedVisitor[];
  readonly shoppers: number;
  readonly concurrency: number;
  /** Shoppers that begin a minute at the most; as fast as they can where absent. */
  readonly rate?: number;
  readonly runId: string;
  readonly runSecret: string;
  readonly scenario?: Scenario;
  readonly baseUrl: string;
  readonly speed: number;
  readonly launch: () => Promise<Browser>;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly sleep: Stage['sleep'];
  /** Whoever is in the shop by then stops as well. */
  readonly signal: AbortSignal;
  readonly onProgress: (counts: Readonly<BotCounts>) => void;
}

/** On a loaded machine a page may take its time; nothing here is a statement about speed. */
const PATIENCE_MS = 60_000;

export function emptyCounts(): BotCounts {
  return {
    shoppers: 0,
    visits: 0,
    acts: 0,
    captured: 0,
    acked: 0,
    rejected: 0,
    failed: 0,
    withheld: 0,
    troubles: 0,
    lastTrouble: null,
    ackMs: [],
    turnMs: [],
    lateMs: [],
  };
}

/**
 * Plays visitors in contexts of one browser, which is started anew where it dies.
 * @throws where no browser starts, or the ledger cannot be written.
 */
export async function runBots(options: BotRunOptions): Promise<BotCounts> {
  const { visitors, shoppers, concurrency, signal, clock, sleep, launch } = options;
  const counts = emptyCounts();
  const startedAt = clock();
  options.onProgress(counts);
  let next = 0;
  let replaced = 0;
  const started: Promise<Browser>[] = [];

  async function running(): Promise<Browser> {
    const last = started.at(-1);
    if (last && (await last).isConnected()) return last;
    // Of several that find it dead, one starts the next.
    if (last === started.at(-1)) started.push(launch());
    return running();
  }

  async function work(): Promise<void> {
    while (!signal.aborted && next < Math.min(visitors.length, shoppers + replaced)) {
      const number = next++;
      const visitor = visitors[number];
      if (!visitor) return;
      if (options.rate) {
        const due = startedAt + (number / options.rate) * MINUTE_MS;
        if (due > clock()) await sleep(due - clock(), signal);
        if (signal.aborted) return;
      }
      const crashed = await playVisitor(options, await running(), visitor, number, counts);
      if (crashed) replaced += 1;
      else counts.shoppers += 1;
      options.onProgress(counts);
    }
  }

  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    for (const browser of started) await (await browser).close();
  }
  return counts;
}

/** Answers whether the browser or a page of it died under the visitor. */
async function playVisitor(
  options: BotRunOptions,
  browser: Browser,
  { shopper: person, visits }: PlannedVisitor,
  shopper: number,
  counts: BotCounts,
): Promise<boolean> {
  const { ledger, clock, baseUrl, onProgress } = options;
  const { consent, device, country } = person;
  const context = await browser.newContext(equipmentOf(person) satisfies BrowserContextOptions);
  let crashed = false;
  let recorder: Recorder | null = null;
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const scenario = shownTo(options.scenario, visits[0]?.variant);
    const claim: RunClaim<Scenario> = {
      actor: 'bot',
      run_id: options.runId,
      exp: clock() + 24 * HOUR_MS,
      ...(scenario && { scenario }),
    };
    const value = signRunToken(claim, options.runSecret);
    await context.addCookies([{ name: RUN_TOKEN_NAME, value, url: baseUrl, sameSite: 'Lax' }]);
    if (consent === 'block') {
      // The browser refuses for its visitor: Global Privacy Control.
      await context.addInitScript(() => {
        Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
      });
    }
    const crash = new Promise<never>((_, reject) => {
      context.on('page', (page) => {
        page.on('crash', () => {
          crashed = true;
          reject(new Error(page.url()));
        });
      });
    });
    crash.catch(() => undefined);
    await ledger.write({
      t: 'shopper',
      at: clock(),
      shopper,
      persona: visits[0]?.persona ?? '',
      consent,
      device_type: device.device_type,
      browser: person.browser,
      location: country.code,
    });
    const measured = consent === 'accept';
    recorder = await recordShopper({ context, shopper, measured, ledger, counts, clock });
    const stage: Stage = { ...options, context, recorder, counts, crash };
    for (const visit of visits) {
      await playVisit(stage, visit);
      if (options.signal.aborted) break;
      counts.visits += 1;
      onProgress(counts);
    }
  } catch (error) {
    if (!recorder) throw error;
    crashed ||= !browser.isConnected();
    const what = firstLine(error);
    if (crashed) await recorder.crash(`a page crashed: ${what}`);
    else await recorder.trouble(what);
    if (crashed && browser.isConnected()) await reopen(options, context, recorder);
  } finally {
    await context.close().catch((error: Error) => {
      if (browser.isConnected()) throw error;
    });
  }
  return crashed;
}

/** A new page in the place of a crashed one: what was captured there is sent from here. */
async function reopen(
  options: BotRunOptions,
  context: BrowserContext,
  recorder: Recorder,
): Promise<void> {
  try {
    const missed = recorder.unheard();
    const page = await context.newPage();
    await page.goto(options.baseUrl);
    await recorder.act(await seenView(page));
    await alive(page);
    // It died before its visitor had answered.
    const allow = page.getByRole('button', { name: ALLOW }).first();
    if (recorder.measured && (await allow.isVisible())) await allow.click();
    await settled({ ...options, recorder }, missed);
    await recorder.written();
  } catch (error) {
    await recorder.trouble(`the crashed page could not be replaced: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  const { message } = error as Error;
  return message.split('\n')[0] ?? 'unknown error';
}
