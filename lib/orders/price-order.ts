import type { PriceOf } from '@/lib/collector/read-event';
import { toIso } from '@/lib/common/clock';
import { CURRENCY } from '@/lib/common/money';
import { uuidV7Time } from '@/lib/common/uuid';
import type { Order, OrderLine, PricedLine } from '@/lib/shop/order';
import type { Scenario } from '@/lib/shop/scenario';
import { type QuotedLine, signOrderLink } from './order-link';

/** The lines with the scenario's price on those that it changes. */
export function quoteLines(
  lines: readonly OrderLine[],
  priceOf: PriceOf,
  scenario: Scenario | undefined,
): readonly QuotedLine[] {
  if (!scenario) return lines;
  return lines.map((line) => {
    const unit_price_cents = priceOf(line.product_id, scenario);
    const usual = unit_price_cents === priceOf(line.product_id);
    return usual || unit_price_cents === null ? line : { ...line, unit_price_cents };
  });
}

/** The order that id and lines make with today's catalogue; null where a product is unknown. */
export function priceOrder(
  orderId: string,
  lines: readonly QuotedLine[],
  priceOf: PriceOf,
  linkSecret: string,
): Order | null {
  const priced: PricedLine[] = [];
  for (const { product_id, quantity, unit_price_cents: quoted } of lines) {
    const unit_price_cents = quoted ?? priceOf(product_id);
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
