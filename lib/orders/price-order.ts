import { toIso } from '@/lib/common/clock';
import { CURRENCY } from '@/lib/common/money';
import { uuidV7Time } from '@/lib/common/uuid';
import type { Order, OrderLine, PricedLine } from '@/lib/shop/order';
import { signOrderLink } from './order-link';

/** The order that id and lines make with today's catalogue; null where a product is unknown. */
export function priceOrder(
  orderId: string,
  lines: readonly OrderLine[],
  priceOf: (productId: string) => number | null,
  linkSecret: string,
): Order | null {
  const priced: PricedLine[] = [];
  for (const { product_id, quantity } of lines) {
    const unit_price_cents = priceOf(product_id);
    if (unit_price_cents === null) return null;
    priced.push({ product_id, quantity, unit_price_cents });
  }
  return {
    order_id: orderId,
    placed_at: toIso(uuidV7Time(orderId)),
    lines: priced,
    total_cents: priced.reduce((sum, line) => sum + line.quantity * line.unit_price_cents, 0),
    currency: CURRENCY,
    token: signOrderLink(orderId, lines, linkSecret),
  };
}
