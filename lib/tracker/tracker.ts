import { type Clock, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { pageUrl, scrubTerm } from '@/lib/events/page-url';
import type { EventType, PageType } from '@/lib/events/vocabulary';
import type { EventQueue } from './queue';
import type { Sender } from './sender';
import type { KeyValue } from './storage';
import { continueVisit, type Visit } from './visit';

/** What the page says of itself. */
export interface PageFacts {
  readonly page: PageType;
  readonly productId?: string;
  readonly searchTerm?: string;
}

export interface TrackerOptions {
  readonly queue: EventQueue;
  readonly sender: Sender;
  readonly storage: KeyValue;
  readonly clock: Clock;
  /** Where the document came from. */
  readonly referrer: string;
  readonly currentUrl: () => string;
  /** Called with each event once it is captured. */
  readonly onCaptured: (event: WireEvent) => void;
}

/** Captures events. A guest in the page: it never throws into it and never delays it. */
export interface Tracker {
  view(facts: PageFacts, options?: { bfcache?: boolean }): void;
  click(element: string, place: { position?: number; productId?: string }): void;
  addToCart(productId: string, quantity: number): void;
  /** The visit an act now belongs to. */
  visit(): Visit;
  /** The page is about to end: send what there is. */
  flush(): void;
  /** Ends sending; with `wipe` the queue is emptied too. */
  stop(wipe: boolean): Promise<void>;
}

type Details = Partial<WireEvent> & { event_type: EventType };

export function createTracker(options: TrackerOptions): Tracker {
  const { queue, sender, storage, clock, referrer, currentUrl, onCaptured } = options;
  // Not crypto.randomUUID, which a page over plain http does not have.
  const tabId = uuidV7(clock()).slice(-8);
  let page: PageType = 'info';
  let seq = 0;
  let stopped = false;

  sender.soon();

  const visit = () => continueVisit(storage, clock(), referrer);

  function capture(details: Details): void {
    if (stopped) return;
    const now = clock();
    const { user_id, session_id, user_type, referrer_url } = visit();
    const event: WireEvent = {
      user_id,
      session_id,
      page,
      product_id: null,
      timestamp: toIso(now),
      referrer_url,
      user_type,
      event_id: uuidV7(now),
      tab_id: tabId,
      seq: ++seq,
      page_url: pageUrl(currentUrl()) ?? undefined,
      ...details,
    };
    sender.add(event);
    void store(event);
  }

  async function store(event: WireEvent): Promise<void> {
    await queue.put(event);
    onCaptured(event);
    sender.soon();
  }

  return {
    view(facts, { bfcache } = {}) {
      page = facts.page;
      capture({
        event_type: 'view',
        product_id: facts.productId ?? null,
        search_term: facts.searchTerm === undefined ? undefined : scrubTerm(facts.searchTerm),
        flags: bfcache ? 'bfcache' : undefined,
      });
    },
    click(element, { position, productId }) {
      capture({ event_type: 'click', element, position, product_id: productId ?? null });
    },
    addToCart(productId, quantity) {
      capture({ event_type: 'add_to_cart', product_id: productId, quantity });
    },
    visit,
    flush: () => sender.flush(),
    async stop(wipe) {
      stopped = true;
      sender.stop();
      if (wipe) await queue.clear();
    },
  };
}
