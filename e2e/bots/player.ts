import type { BrowserContext, Locator, Page } from '@playwright/test';
import { type Clock, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { pageUrl } from '@/lib/events/page-url';
import { SESSION_IDLE_MS } from '@/lib/events/session-rule';
import type { Scenario } from '@/lib/shop/scenario';
import { VISIT_KEY } from '@/lib/tracker/visit';
import type { Act } from '@/lib/traffic/act';
import { obstacleAt } from '@/lib/traffic/obstacles';
import type { PlannedSession } from '@/lib/traffic/plan';
import { type BotCounts, type Recorder, type SeenAct, seenView } from './recorder';
import { type Layer, seenAct, wayTo } from './ways';

export interface Stage {
  readonly context: BrowserContext;
  readonly recorder: Recorder;
  readonly counts: BotCounts;
  /** The shop's address, without a path. */
  readonly baseUrl: string;
  /** Thinking takes this many times less long than a person's. */
  readonly speed: number;
  readonly scenario?: Scenario;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Rejects once a page has crashed: some questions to such a page are never answered. */
  readonly crash: Promise<never>;
}

/** A visit that cannot go on as planned: the page lacks what it should have, or refuses. */
export class WayError extends Error {
  override readonly name = 'WayError';
}

const ADDRESS = [
  ['Full name', 'Ada Example'],
  ['Street and number', '1 Example Street'],
  ['Postcode', 'D02 XY45'],
  ['Town', 'Dublin'],
] as const;
/** For what was captured to be answered once a visit is over. */
const SETTLE_MS = 15 * SECOND_MS;
const LOOK_MS = 25;
/** The banner's button that lets the shop measure. */
export const ALLOW = 'Allow measuring';

/** Plays one visit through the visible page; the address bar is used once, to come in. */
export async function playVisit(stage: Stage, visit: PlannedSession): Promise<void> {
  const player = new Player(stage, visit);
  try {
    await Promise.race([player.play(), stage.crash]);
  } catch (error) {
    player.forget();
    throw error;
  } finally {
    await Promise.race([player.leave(), stage.crash]);
  }
}

class Player {
  private page: Page | null = null;
  /** Where the last click leads, where it asked for another tab. */
  private tabHref: string | null = null;
  private layer: Layer = null;
  private forgotten = false;

  constructor(
    private readonly stage: Stage,
    private readonly visit: PlannedSession,
  ) {}

  async play(): Promise<void> {
    const { acts } = this.visit;
    const { clock, sleep, signal, speed, counts } = this.stage;
    const startedAt = clock();
    const plannedAt = acts[0]?.at ?? 0;
    for (const [index, act] of acts.entries()) {
      const due = startedAt + (act.at - plannedAt) / speed;
      if (due > clock()) await sleep(due - clock(), signal);
      if (signal.aborted) return;
      // The first is at its time by definition, and a purchase is the server's.
      if (index > 0 && act.event_type !== 'purchase') counts.lateMs.push(Math.round(clock() - due));
      const { device_type } = this.visit.shopper.device;
      const obstacle = obstacleAt(act, this.stage.scenario, device_type, clock());
      if (obstacle) return this.meet(act, obstacle);
      await this.perform(act, acts[index + 1]);
    }
  }

  /** The visit has failed, and nobody waits for it: what it still comes to do is no act any more. */
  forget(): void {
    this.forgotten = true;
  }

  private async note(seen: SeenAct): Promise<void> {
    if (!this.forgotten) await this.stage.recorder.act(seen);
  }

  private async perform(act: Act, next: Act | undefined): Promise<void> {
    // The server does it, in the request that the click before has made.
    if (act.event_type === 'purchase') return;
    if (act.event_type === 'view') await this.arrive(act);
    else await this.click(act, next);
  }

  /** Tries what does not work, is told so, and leaves. */
  private async meet(act: Act, obstacle: 'before' | 'after'): Promise<void> {
    const page = this.here();
    await this.prepare(page, act);
    const target = wayTo(page, act, this.layer);
    await target.waitFor();
    if (obstacle === 'after') await this.note(await seenAct(target, 'click'));
    await target.click();
    await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor();
  }

  private async arrive(act: Act): Promise<void> {
    const { context, baseUrl, clock, counts } = this.stage;
    const since = clock();
    if (act.arrival === 'load') {
      this.page = await context.newPage();
      const referer = this.visit.referrer_url ?? undefined;
      await this.page.goto(baseUrl + act.page_url, { referer, waitUntil: 'commit' });
    } else if (act.arrival === 'tab') {
      const referer = this.here().url();
      this.page = await context.newPage();
      await this.page.goto(this.tabHref ?? baseUrl, { referer, waitUntil: 'commit' });
    } else if (act.arrival === 'back') {
      await this.here().goBack({ waitUntil: 'commit' });
    }
    const page = this.here();
    await page
      .waitForURL((url) => pageUrl(url.pathname + url.search) === act.page_url, {
        waitUntil: 'commit',
      })
      .catch((error: Error) => {
        const { pathname, search } = new URL(page.url());
        throw new WayError(`came to ${pathname}${search} instead of ${act.page_url}`, {
          cause: error,
        });
      });
    await page.locator('h1:visible').first().waitFor();
    counts.turnMs.push(clock() - since);
    this.layer = null;
    await this.note(await seenView(page));
    if (act.arrival === 'load') await this.answerBanner(page);
    else if (act.arrival === 'tab') await alive(page);
  }

  /** On the first page of the first visit, as most do. Until the page has come to life nobody asks. */
  private async answerBanner(page: Page): Promise<void> {
    await alive(page);
    const { consent } = this.visit.shopper;
    if (this.visit.visit > 0 || consent === 'block') return;
    const name = consent === 'accept' ? ALLOW : 'No thanks';
    await page.getByRole('button', { name }).first().click();
  }

  private async click(act: Act, next: Act | undefined): Promise<void> {
    const page = this.here();
    await this.prepare(page, act);
    const target = wayTo(page, act, this.layer);
    await target.waitFor().catch((error: Error) => {
      throw new WayError(`no ${act.element ?? act.event_type} to click on ${act.page_url}`, {
        cause: error,
      });
    });
    const type = act.event_type === 'add_to_cart' ? 'add_to_cart' : 'click';
    await this.note(await seenAct(target, type));
    await this.doClick(page, target, act, next);
  }

  /** What comes before a click without being one that counts. */
  private async prepare(page: Page, act: Act): Promise<void> {
    if (act.element === 'place_order') {
      for (const [label, text] of ADDRESS) await page.getByLabel(label).fill(text);
      await page.getByLabel('Country').selectOption('IE');
    }
    if (act.element === 'nav_search' || act.element === 'search_suggestion') {
      const field = page.getByRole('combobox', { name: 'Search the shop' });
      await field.focus();
      await field.fill(act.typed ?? '');
    }
  }

  private async doClick(
    page: Page,
    target: Locator,
    act: Act,
    next: Act | undefined,
  ): Promise<void> {
    if (act.element === 'place_order') return this.order(page, target);
    if (next?.arrival === 'tab') {
      this.tabHref = await askForTab(target);
      return;
    }
    await target.click();
    switch (act.element) {
      case 'sort':
        await target.selectOption(act.typed ?? '');
        break;
      case 'filter':
        if (this.layer === 'filters') {
          const sheet = page.getByRole('dialog', { name: 'Filters' });
          await sheet.getByRole('button', { name: /^Show / }).click();
          this.layer = null;
        }
        break;
      case 'filter_open':
        this.layer = 'filters';
        break;
      case 'nav_menu':
        this.layer = 'menu';
        break;
      case 'cart_open':
        if (act.page !== 'cart' && act.page !== 'checkout') this.layer = 'drawer';
        break;
    }
    const heads = next?.element === 'nav_cart' && next.position === 2;
    // The notice stays while the pointer is on it.
    if (act.event_type === 'add_to_cart' && heads) {
      await page.getByRole('status').getByRole('link', { name: 'See the cart' }).hover();
    }
  }

  private async order(page: Page, target: Locator): Promise<void> {
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/orders'));
    await target.click();
    const status = (await answer).status();
    if (status !== 200) throw new WayError(`the order was answered ${status}`);
  }

  /** Lets what was captured be answered, and ages the visit, so that the next one is another. */
  async leave(): Promise<void> {
    const { context, recorder } = this.stage;
    await settled(this.stage, 0);
    const page = this.page;
    if (page && !page.isClosed()) {
      const age = { key: VISIT_KEY, ms: SESSION_IDLE_MS + MINUTE_MS };
      await page.evaluate(({ key, ms }) => {
        const stored = localStorage.getItem(key);
        if (!stored) return;
        const visit = JSON.parse(stored);
        const past = { startedAt: visit.startedAt - ms, lastActiveAt: visit.lastActiveAt - ms };
        localStorage.setItem(key, JSON.stringify({ ...visit, ...past }));
      }, age);
    }
    await Promise.all(context.pages().map((open) => open.close()));
    await recorder.written();
  }

  private here(): Page {
    if (!this.page) throw new Error('a visit begins with a page that is loaded');
    return this.page;
  }
}

/**
 * Clicks as one does to open a link in another tab, and answers where it leads. The tab is ours to open:
 * those that Chromium opens by itself at times run before anybody can listen in them.
 */
async function askForTab(target: Locator): Promise<string> {
  const href = await target.evaluate((link) => {
    addEventListener('click', (event) => event.preventDefault(), { once: true });
    return (link as HTMLAnchorElement).href;
  });
  await target.click({ modifiers: ['ControlOrMeta'] });
  return href;
}

/**
 * Waits until the tracker has said what it captured, and the shop has answered it; not for ever.
 * @param missed acts of which nothing will be heard any more
 */
export async function settled(
  { recorder, clock, sleep, signal }: Pick<Stage, 'recorder' | 'clock' | 'sleep' | 'signal'>,
  missed: number,
): Promise<void> {
  const until = clock() + SETTLE_MS;
  const never = new AbortController().signal;
  while (clock() < until && (recorder.unheard() > missed || recorder.open() > 0)) {
    await sleep(LOOK_MS, signal.aborted ? never : signal);
  }
}

/** The number beside the cart appears once the page hears clicks. */
export async function alive(page: Page): Promise<void> {
  const cart = page.getByRole('banner').getByRole('link', { name: /^Cart.*\(\d+\)/ });
  await cart.waitFor();
}
