import { scenarioInCookie } from '@/components/scenario/run-cookie';
import { systemClock, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { pageUrl, referrerUrl } from '@/lib/events/page-url';
import type { Order, OrderLine } from '@/lib/shop/order';
import { measurement } from './measurement';

export interface OrderFailure {
  /** From the server's closed list, or `network`. */
  readonly code: string;
  /** In words for the shopper, saying what to do. */
  readonly message: string;
}

export type OrderOutcome =
  | { readonly ok: true; readonly order: Order }
  | { readonly ok: false; readonly failure: OrderFailure };

const MESSAGES: Readonly<Record<string, string>> = {
  network: 'The order did not get through. Your cart is kept; check your connection and try again.',
  unknown_product: 'Something in your cart is no longer sold. Take it out and try again.',
  limited: 'That was a lot of orders at once. Wait a minute and try again.',
  sink_down: 'We could not note your order just now. Nothing was placed; try again in a moment.',
  outage:
    'The checkout is down just now. Nothing was placed and your cart is kept; try again in a few minutes.',
  overloaded: 'The shop is very busy. Nothing was placed; try again in a moment.',
};
const OTHERWISE =
  'The order could not be placed. Your cart is kept; reload the page and try again.';

/**
 * Sends an order. `orderId` is minted once per Place order (`mintOrderId`) and kept for retries:
 * the same id and lines give the same order, however often they are sent.
 */
export async function placeOrder(
  orderId: string,
  lines: readonly OrderLine[],
): Promise<OrderOutcome> {
  const { context, tracker } = measurement();
  const visit = tracker()?.visit();
  const body = {
    order_id: orderId,
    sent_at: toIso(systemClock()),
    lines,
    context: { ...context, store: tracker()?.queue.store ?? 'idb' },
    visitor: visit && {
      user_id: visit.user_id,
      session_id: visit.session_id,
      user_type: visit.user_type,
      referrer_url: visit.referrer_url && referrerUrl(visit.referrer_url),
      page_url: pageUrl(location.href),
      variant: scenarioInCookie()?.experiment,
    },
  };
  try {
    const response = await fetch('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body, (_key, value) => value ?? undefined),
    });
    const answer: { order?: Order; code?: string } = await response.json();
    if (response.ok && answer.order) return { ok: true, order: answer.order };
    return failed(answer.code ?? 'unknown');
  } catch {
    return failed('network');
  }
}

export function mintOrderId(): string {
  return uuidV7(systemClock());
}

/**
 * Looks an order up by its signed link token; null where the link is not ours.
 * @throws where the shop cannot be reached.
 */
export async function lookUpOrder(token: string): Promise<Order | null> {
  const response = await fetch(`/api/orders?order=${encodeURIComponent(token)}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`order lookup answered ${response.status}`);
  const { order }: { order: Order } = await response.json();
  return order;
}

function failed(code: string): OrderOutcome {
  return { ok: false, failure: { code, message: MESSAGES[code] ?? OTHERWISE } };
}
