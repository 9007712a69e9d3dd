import type { BrowserContext, Page, Request, Response } from '@playwright/test';
import { type Clock, toIso } from '@/lib/common/clock';
import { uuidV7Time } from '@/lib/common/uuid';
import type { BatchAck } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { purchaseEventId } from '@/lib/events/purchase-event-id';
import type { LedgerAct, LedgerEntry } from '@/lib/traffic/ledger';
import type { Ledger } from '@/lib/traffic/ledger-file';

/** What all shoppers of a run came to so far. */
export interface BotCounts {
  shoppers: number;
  visits: number;
  acts: number;
  captured: number;
  acked: number;
  rejected: number;
  /** Orders that the shop refused. */
  failed: number;
  withheld: number;
  troubles: number;
  lastTrouble: string | null;
  /** From capture to acknowledgement, and from a click to the page it led to, in milliseconds. */
  readonly ackMs: number[];
  readonly turnMs: number[];
  /** From the moment at which an act is planned to the one at which it is begun. */
  readonly lateMs: number[];
}

/** An act as it was read from the page. */
export type SeenAct = Pick<
  LedgerAct,
  'event_type' | 'path' | 'element' | 'position' | 'product_id'
>;

/** Notes what one shopper does, and hears what the tracker and the shop make of it. */
export interface Recorder {
  /** Whether the shopper allows it. */
  readonly measured: boolean;
  act(seen: SeenAct): Promise<void>;
  trouble(what: string): Promise<void>;
  /** A page died. */
  crash(what: string): Promise<void>;
  /** Events captured that the shop has not answered, as far as was heard. */
  open(): number;
  /** Acts that the tracker has not said that it captured. */
  unheard(): number;
  /** Resolves once everything heard so far is in the ledger. */
  written(): Promise<void>;
}

export interface RecorderOptions {
  readonly context: BrowserContext;
  readonly shopper: number;
  readonly measured: boolean;
  readonly ledger: Ledger;
  readonly counts: BotCounts;
  readonly clock: Clock;
}

interface PlacedOrder {
  readonly order_id: string;
  readonly lines: readonly { readonly product_id: string; readonly quantity: number }[];
  readonly visitor?: Pick<WireEvent, 'user_id' | 'session_id' | 'user_type'> & {
    readonly referrer_url?: string | null;
    readonly page_url?: string | null;
    readonly variant?: string | null;
  };
}

const BINDING = 'footfallLedger';

export async function recordShopper(options: RecorderOptions): Promise<Recorder> {
  const { context, shopper, measured, ledger, counts, clock } = options;
  /** When each event that waits for its answer was captured. */
  const waiting = new Map<string, number>();
  let acts = 0;
  let heard = 0;
  let writing: Promise<void> = Promise.resolve();

  /** In the order in which things were heard; a ledger that cannot be written is told by `written`. */
  function note(entry: LedgerEntry): Promise<void> {
    writing = writing.then(() => ledger.write(entry));
    writing.catch(() => undefined);
    return writing;
  }

  function captured(events: WireEvent[]): void {
    const at = clock();
    heard += events.length;
    counts.captured += events.length;
    for (const { event_id } of events) waiting.set(event_id, at);
    void note({ t: 'captured', at, shopper, events });
  }

  function answered(ids: readonly string[], reason: string | null): void {
    const at = clock();
    // A second answer to the same event, after one that was lost, changes nothing.
    const first = ids.filter((id) => waiting.has(id));
    if (first.length === 0) return;
    for (const id of first) {
      counts.ackMs.push(at - (waiting.get(id) ?? at));
      waiting.delete(id);
    }
    if (reason === null) counts.acked += first.length;
    else counts.rejected += first.length;
    void note(
      reason === null ? { t: 'acked', at, ids: first } : { t: 'rejected', at, ids: first, reason },
    );
  }

  async function onAnswer(response: Response): Promise<void> {
    const request = response.request();
    if (request.method() !== 'POST') return;
    const { pathname } = new URL(request.url());
    if (pathname === '/api/orders') return onOrder(request, response.status());
    if (pathname !== '/api/events' || response.status() !== 200) return;
    const { results }: BatchAck = await response.json();
    const ids = (status: string) =>
      results.flatMap((one) => (one.status === status && one.event_id ? [one.event_id] : []));
    answered(ids('accepted'), null);
    for (const { event_id, status, reason } of results) {
      if (status === 'rejected' && event_id) answered([event_id], reason ?? 'unknown');
    }
  }

  /** The server records purchases: what the tracker says nothing of is in the order that was sent. */
  async function onOrder(request: Request, status: number): Promise<void> {
    const order: PlacedOrder = request.postDataJSON();
    if (status !== 200) {
      counts.failed += 1;
      await note({ t: 'trouble', at: clock(), shopper, what: `an order was answered ${status}` });
      return;
    }
    // All at once: the page goes on to its confirmation meanwhile.
    const bought = { event_type: 'purchase', path: '/checkout', element: null } as const;
    for (const { product_id } of order.lines) {
      void act({ ...bought, position: null, product_id }).catch(() => undefined);
    }
    if (!order.visitor) return;
    const events = purchasesOf(order);
    captured(events);
    answered(
      events.map(({ event_id }) => event_id),
      null,
    );
  }

  function act(seen: SeenAct): Promise<void> {
    acts += 1;
    counts.acts += 1;
    if (!measured) counts.withheld += 1;
    return note({ t: 'act', at: clock(), shopper, n: acts, ...seen });
  }

  async function wentWrong(t: 'trouble' | 'crash', what: string): Promise<void> {
    counts.troubles += 1;
    counts.lastTrouble = what;
    await note({ t, at: clock(), shopper, what });
  }

  const trouble = (what: string) => wentWrong('trouble', what);

  await context.exposeBinding(BINDING, (_, event: WireEvent) => captured([event]));
  await context.addInitScript((binding) => {
    // A tab that a link has opened gets this twice.
    const mark = Symbol.for(binding);
    if (mark in window) return;
    Object.defineProperty(window, mark, { value: true });
    addEventListener('footfall:captured', (event) => {
      const tell = (window as unknown as Record<string, (event: unknown) => void>)[binding];
      tell?.((event as CustomEvent).detail);
    });
  }, BINDING);
  context.on('response', (response) => {
    onAnswer(response).catch((error: Error) => {
      // The page of a request may be gone before its answer is read: such an event counts as open.
      if (!/closed|No resource|No data/.test(error.message)) void trouble(error.message);
    });
  });

  return {
    measured,
    act,
    trouble,
    crash: (what) => wentWrong('crash', what),
    open: () => waiting.size,
    unheard: () => (measured ? acts - heard : 0),
    written: () => writing,
  };
}

function purchasesOf({ order_id, lines, visitor }: PlacedOrder): WireEvent[] {
  if (!visitor) return [];
  const { user_id, session_id, user_type, referrer_url, page_url, variant } = visitor;
  return lines.map(({ product_id, quantity }) => ({
    user_id,
    session_id,
    event_type: 'purchase',
    page: 'checkout',
    product_id,
    timestamp: toIso(uuidV7Time(order_id)),
    referrer_url: referrer_url ?? null,
    user_type,
    event_id: purchaseEventId(order_id, product_id),
    page_url: page_url ?? undefined,
    order_id,
    quantity,
    variant: variant ?? undefined,
  }));
}

/** A view, as the address and the page itself say it. */
export async function seenView(page: Page): Promise<SeenAct> {
  const path = new URL(page.url()).pathname;
  const product_id = /^\/product\/([^/]+)$/.exec(path)?.[1] ?? null;
  return { event_type: 'view', path, element: null, position: null, product_id };
}
