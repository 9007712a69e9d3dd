import { toIso } from '@/lib/common/clock';
import { uuidV7Time } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { purchaseEventId } from '@/lib/events/purchase-event-id';
import type { UserType } from '@/lib/events/vocabulary';
import type { Order } from '@/lib/shop/order';

/** What the tracker knows of the buyer; absent where the visitor is not to be measured. */
export interface Visitor {
  readonly user_id: string;
  readonly session_id: string;
  readonly user_type: UserType;
  readonly referrer_url?: string | null;
  readonly page_url?: string | null;
  readonly variant?: string | null;
}

/** One purchase event per order line, as they go through the collector's own reading. */
export function purchaseEvents(order: Order, visitor: Visitor): WireEvent[] {
  return order.lines.map((line) => ({
    user_id: visitor.user_id,
    session_id: visitor.session_id,
    event_type: 'purchase',
    page: 'checkout',
    product_id: line.product_id,
    timestamp: toIso(uuidV7Time(order.order_id)),
    referrer_url: visitor.referrer_url ?? null,
    user_type: visitor.user_type,
    event_id: purchaseEventId(order.order_id, line.product_id),
    page_url: visitor.page_url ?? undefined,
    order_id: order.order_id,
    quantity: line.quantity,
    variant: visitor.variant ?? undefined,
  }));
}
