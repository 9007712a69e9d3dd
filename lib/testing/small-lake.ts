import fc from 'fast-check';
import type { ProductRow } from '@/lib/analytics/events-relation';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { formatUuidV7 } from '@/lib/common/uuid';
import type { ClickstreamEvent } from '@/lib/events/event';
import { ACTORS, DEVICE_TYPES, PAGE_TYPES, USER_TYPES } from '@/lib/events/vocabulary';
import type { Channel } from '@/lib/models/channel';
import { storedEvent } from './lake-events';

/** Midnight UTC between two days, and the end of summer time in Europe some hours before and after. */
export const MIDDLE = Date.UTC(2026, 9, 25);

export const PRODUCTS: readonly ProductRow[] = [
  { id: 'pot', name: 'Pot', category: 'table', price_cents: 1999 },
  { id: 'cup', name: 'Cup', category: 'table', price_cents: 250 },
  { id: 'hat', name: 'Hat', category: 'wardrobe', price_cents: 4000 },
];

interface Arrival {
  readonly referrer_url: string | null;
  readonly page_url: string;
  readonly host: string | null;
  readonly campaign: string | null;
  readonly channel: Channel;
}

/** Ways into the shop whose channel nobody doubts. */
export const ARRIVALS: readonly Arrival[] = [
  { referrer_url: null, page_url: '/', host: null, campaign: null, channel: 'direct' },
  {
    referrer_url: 'https://www.google.com/',
    page_url: '/about',
    host: 'www.google.com',
    campaign: null,
    channel: 'organic',
  },
  {
    referrer_url: 'https://www.google.com/',
    page_url: '/sale?utm_medium=cpc&utm_campaign=sale',
    host: 'www.google.com',
    campaign: 'sale',
    channel: 'paid',
  },
  {
    referrer_url: 'https://blog.example/post',
    page_url: '/hats',
    host: 'blog.example',
    campaign: null,
    channel: 'referral',
  },
];

const act = fc.record({
  // Often none, so that several things happen in one millisecond.
  gap: fc.oneof(fc.constant(0), fc.nat(20_000), fc.nat(29 * MINUTE_MS)),
  kind: fc.constantFrom('view', 'view', 'view', 'click', 'add_to_cart', 'buy'),
  page: fc.constantFrom(...PAGE_TYPES),
  product: fc.constantFrom(...PRODUCTS, undefined),
  term: fc.constantFrom('pot', 'red hat'),
  element: fc.constantFrom('product_tile', 'hero'),
  quantity: fc.integer({ min: 1, max: 3 }),
  lines: fc.subarray([...PRODUCTS], { minLength: 1 }),
  path: fc.constantFrom('/a', '/b', undefined),
});

const visit = fc.record({
  // Around midnight, quarters of an hour and ends of ranges.
  start: fc.oneof(
    fc.integer({ min: -30 * HOUR_MS, max: 30 * HOUR_MS }),
    fc.integer({ min: -120, max: 120 }).map((quarters) => quarters * 15 * MINUTE_MS),
  ),
  user_id: fc.constantFrom('ada', 'bob', 'cid', 'dot'),
  actor: fc.constantFrom(...ACTORS),
  device_type: fc.constantFrom(...DEVICE_TYPES),
  user_type: fc.constantFrom(...USER_TYPES),
  browser: fc.constantFrom('Chrome', 'Safari'),
  location: fc.constantFrom('IE-D', 'IE', 'FR', null),
  arrival: fc.constantFrom(...ARRIVALS),
  variant: fc.constantFrom('note:a', 'note:b', undefined),
  // A window that was made smaller: later events differ from the first.
  drifts: fc.boolean(),
  acts: fc.array(act, { minLength: 1, maxLength: 9 }),
});

/** Small lakes of whole sessions that keep the contract, in the order they are handed over. */
export const smallLake: fc.Arbitrary<ClickstreamEvent[]> = fc
  .array(visit, { maxLength: 8 })
  .map((visits) => {
    let n = 0;
    return visits.flatMap(({ start, acts, arrival, location, variant, drifts, ...who }, i) => {
      const bytes = new Uint8Array(16).fill(i);
      const session_id = formatUuidV7(MIDDLE + start, bytes);
      let event_ms = MIDDLE + start;
      return acts.flatMap(({ gap, kind, page, product, lines, quantity, ...more }, at) => {
        if (at > 0) event_ms += gap;
        const base = {
          ...who,
          event_ms,
          session_id,
          page,
          location,
          referrer_url: arrival.referrer_url,
          page_url: at === 0 ? arrival.page_url : more.path,
          ...(drifts && at > 0 && { device_type: 'tablet' as const, actor: 'bot' as const }),
          ...(variant && at > 0 && { variant }),
        };
        const about = product?.id ?? null;
        if (kind === 'buy') {
          const order_id = `${session_id}-${at}`;
          return lines.map(({ id, price_cents }) =>
            storedEvent(n++, {
              ...base,
              event_type: 'purchase',
              product_id: id,
              order_id,
              quantity,
              unit_price: price_cents / 100,
              currency: 'EUR',
            }),
          );
        }
        if (kind === 'add_to_cart') {
          const { id, price_cents } = product ?? (PRODUCTS[0] as ProductRow);
          const unit_price = price_cents / 100;
          const added = {
            event_type: 'add_to_cart',
            product_id: id,
            quantity,
            unit_price,
          } as const;
          return [storedEvent(n++, { ...base, ...added, currency: 'EUR' })];
        }
        const product_id = page === 'product' || kind === 'click' ? about : null;
        const search_term = page === 'search' ? more.term : undefined;
        const element = kind === 'click' ? { element: more.element, position: 1 } : {};
        return [
          storedEvent(n++, {
            ...base,
            event_type: kind === 'click' ? 'click' : 'view',
            product_id,
            ...(search_term && { search_term }),
            ...element,
          }),
        ];
      });
    });
  });
