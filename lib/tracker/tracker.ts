import { type Clock, toIso } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import { PAGE_PARAMETERS } from '@/lib/events/page-url';
import { mintId } from './event-id';
import type { EventQueue } from './queue';
import type { Sender } from './sender';
import type { KeyValue } from './storage';
import { continueVisit, type Visit } from './visit';

/**
 * What only the place of an act knows of it. A view says from then on which page acts are on, and
 * which arm of an experiment their visitor sees.
 */
export type Act = Pick<WireEvent, 'event_type' | 'product_id'> &
  Partial<
    Pick<
      WireEvent,
      'page' | 'search_term' | 'element' | 'position' | 'quantity' | 'flags' | 'variant'
    >
  >;

export interface TrackerOptions {
  readonly queue: EventQueue;
  readonly sender: Sender;
  readonly storage: KeyValue;
  /** Called with each event once it is captured. */
  readonly onCaptured: (event: WireEvent) => void;
  readonly clock?: Clock;
  /** Where the document came from; empty where from within the shop. */
  readonly referrer?: string;
  /** Where the document is, now. */
  readonly address?: Pick<Location, 'pathname' | 'search'>;
}

/** Captures events. A guest in the page: it never throws into it and never delays it. */
export interface Tracker {
  readonly queue: EventQueue;
  readonly sender: Sender;
  capture(act: Act): void;
  /** The visit an act now belongs to. */
  visit(): Visit;
  /** Captures nothing more, sends nothing more, and empties the queue. */
  stop(): Promise<void>;
}

export function createTracker({
  queue,
  sender,
  storage,
  onCaptured,
  clock = Date.now,
  referrer = document.referrer.startsWith(location.origin) ? '' : document.referrer,
  address = location,
}: TrackerOptions): Tracker {
  const tab_id = mintId(clock()).slice(-8);
  /** What each act has of the view it happens in. */
  let view: Pick<WireEvent, 'page' | 'variant'> = { page: 'info' };
  let seq = 0;
  let stopped: true | undefined;

  sender.soon();

  const visit = () => continueVisit(storage, clock(), referrer);

  async function capture(act: Act): Promise<void> {
    if (stopped) return;
    if (act.page) view = { page: act.page, variant: act.variant };
    const now = clock();
    const { startedAt, lastActiveAt, ...visitor } = visit();
    const event: WireEvent = {
      ...visitor,
      timestamp: toIso(now),
      event_id: mintId(now),
      tab_id,
      seq: ++seq,
      page_url: addressOf(address),
      ...act,
      ...view,
    };
    sender.add(event);
    await queue.put(event);
    if (!stopped) {
      onCaptured(event);
      sender.soon();
    }
  }

  return {
    queue,
    sender,
    capture,
    visit,
    stop() {
      stopped = true;
      sender.leave();
      return queue.clear();
    },
  };
}

/** Path and allow-listed query. The collector brings them into the contract's order and scrubs them. */
function addressOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  const given = [...new URLSearchParams(search)];
  const kept = given.filter(([name]) => PAGE_PARAMETERS.includes(name));
  return kept[0] ? `${pathname}?${new URLSearchParams(kept)}` : pathname;
}
