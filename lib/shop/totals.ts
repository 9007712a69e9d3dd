import type { Cents } from '@/lib/common/money';
import { totalOf } from './cart';
import { deliveryCents } from './delivery';

/** What a cart or an order comes to. */
export interface Totals {
  readonly goods_cents: Cents;
  readonly delivery_cents: Cents;
  readonly total_cents: Cents;
}

/** Sold-out lines are not in the list that is passed: they cost nothing because they cannot be ordered. */
export function totalsOf(
  lines: readonly { readonly quantity: number; readonly price_cents: Cents }[],
): Totals {
  const goods_cents = totalOf(lines);
  const delivery_cents = deliveryCents(goods_cents);
  return { goods_cents, delivery_cents, total_cents: goods_cents + delivery_cents };
}
