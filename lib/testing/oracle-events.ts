import { MINUTE_MS, toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { ClientContext, EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';

/** An event as it is sent and as it has to be found, worked out here and not by the collector. */
export interface IssuedEvent {
  readonly id: string;
  readonly wire: WireEvent;
  readonly stored: Readonly<Record<string, unknown>>;
  /** It breaks the contract: the collector has to reject it and keep it as a failed event. */
  readonly rejected: boolean;
}

export interface IssueOptions {
  readonly rng: Rng;
  readonly now: number;
  readonly count: number;
  /** The traffic run that sends them, or null for a browser. */
  readonly runId: string | null;
  readonly prices: readonly { readonly id: string; readonly price_cents: number }[];
}

const CONTEXT: ClientContext = {
  user_agent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  time_zone: 'Europe/Dublin',
  touch: false,
  store: 'idb',
};
/** What the collector has to make of that context. */
const BROWSER = { device_type: 'desktop', browser: 'Chrome', location: 'IE', actor: 'human' };
const RUN = { device_type: 'tablet', browser: 'Safari', location: 'DE-BY' } as const;
const TERMS = ['teapot', 'blaue Tasse', 'žluťoučký kůň', '木の椅子', '🫖 "tea"', 'a\\b', '{"a":1}'];

/** Events of every type, each with an id and a content of its own. */
export function issueEvents({ rng, now, count, runId, prices }: IssueOptions): IssuedEvent[] {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(rng() * list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const id = (time: number) =>
    uuidV7(time, (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(rng() * 256);
    });

  return Array.from({ length: count }, () => {
    const type = pick(['view', 'view', 'click', 'add_to_cart', 'purchase'] as const);
    // Purchases are the server's or a run's; one from a browser now and then must be rejected.
    const event_type = type === 'purchase' && !runId && rng() < 0.9 ? 'view' : type;
    const product = pick(prices);
    const at = now - Math.floor(rng() * MINUTE_MS);
    const priced = event_type === 'add_to_cart' || event_type === 'purchase';
    const base = {
      user_id: `visitor-${Math.floor(rng() * 500)}`,
      session_id: id(at),
      event_type,
      page: 'product',
      product_id: product.id,
      timestamp: toIso(at),
      referrer_url: null,
      user_type: pick(['new', 'returning'] as const),
      event_id: id(at),
      ...(event_type !== 'purchase' && { tab_id: 'a1b2c3d4', seq: 1 + Math.floor(rng() * 1_000) }),
      page_url: `/product/${product.id}`,
      ...(event_type === 'click' && { element: 'product_tile', position: 3 }),
      ...(event_type === 'view' && { search_term: pick(TERMS) }),
      ...(priced && { quantity: 1 + Math.floor(rng() * 3) }),
      ...(event_type === 'purchase' && { order_id: id(at) }),
    } satisfies WireEvent;
    return {
      id: base.event_id,
      wire: runId ? { ...base, ...RUN } : base,
      rejected: event_type === 'purchase' && !runId,
      stored: {
        ...base,
        ...(runId ? { ...RUN, actor: 'producer', run_id: runId } : BROWSER),
        event_ms: at,
        ...(priced && { unit_price: product.price_cents / 100, currency: 'EUR' }),
        schema_version: 1,
      },
    };
  });
}

export function batchOf(events: readonly IssuedEvent[], now: number): EventBatch {
  return {
    v: 1,
    batch_id: uuidV7(now),
    sent_at: toIso(now),
    context: CONTEXT,
    events: events.map(({ wire }) => wire),
  };
}
