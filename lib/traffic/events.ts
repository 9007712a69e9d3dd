import { productById } from '@/lib/catalog/catalog';
import { toIso } from '@/lib/common/clock';
import { CURRENCY, toDecimal } from '@/lib/common/money';
import { completeEvent } from '@/lib/events/complete';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import { type Scenario, scenarioPrice } from '@/lib/shop/scenario';
import type { Act } from './act';
import type { PlannedEvent } from './plan';

/** What of an event another time changes. */
export type Moved = Pick<
  WireEvent,
  'session_id' | 'timestamp' | 'event_id' | 'order_id' | 'variant'
>;

/**
 * A planned act as its browser would send it, at its own time or at another; the run says device,
 * browser and place of it.
 */
export function toWire({ session, act }: PlannedEvent, moved?: Moved): WireEvent {
  const { shopper } = session;
  return {
    user_id: session.user_id,
    session_id: moved ? moved.session_id : session.session_id,
    event_type: act.event_type,
    page: act.page,
    product_id: act.product ? act.product.id : null,
    timestamp: moved ? moved.timestamp : toIso(act.at),
    device_type: shopper.device.device_type,
    referrer_url: session.referrer_url,
    location: shopper.country.code,
    browser: shopper.browser,
    user_type: session.user_type,
    event_id: moved ? moved.event_id : act.event_id,
    tab_id: act.tab_id,
    seq: act.seq,
    page_url: act.page_url,
    element: act.element,
    position: act.position,
    search_term: act.search_term,
    order_id: moved ? moved.order_id : act.order_id,
    quantity: act.quantity,
    variant: moved ? moved.variant : session.variant,
    flags: undefined,
  };
}

/** As the collector would store it: what it knows of a producer's event is all in the event itself. */
export function toStored(
  wire: WireEvent,
  at: { readonly eventMs: number; readonly receivedMs: number },
  runId: string,
  scenario?: Scenario,
): ClickstreamEvent {
  const priced = wire.event_type === 'purchase' || wire.event_type === 'add_to_cart';
  const product = priced ? productById(wire.product_id ?? '') : undefined;
  return completeEvent(wire, {
    timestamp: wire.timestamp,
    event_ms: at.eventMs,
    device_type: wire.device_type ?? 'desktop',
    location: wire.location ?? null,
    browser: wire.browser ?? 'Other',
    received_at: toIso(at.receivedMs),
    actor: 'producer',
    run_id: runId,
    variant: wire.variant,
    unit_price: product && toDecimal(scenarioPrice(scenario, product)),
    currency: product && CURRENCY,
    flags: undefined,
    extra: undefined,
  });
}

/** How long a planned event is on its way to the collector: the same one, the same time. */
export function transitMs({ at }: Pick<Act, 'at'>): number {
  return 60 + (at % 769);
}
