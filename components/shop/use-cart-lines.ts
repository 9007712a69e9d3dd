'use client';

import { useEffect, useMemo } from 'react';
import type { ShelfItem } from '@/lib/catalog/product';
import { type Cart, type CartAction, totalOf } from '@/lib/shop/cart';
import type { OrderLine } from '@/lib/shop/order';
import { useCart } from './use-cart';

export interface CartLine extends OrderLine {
  readonly item: ShelfItem;
}

/** The cart against the catalogue; `lines` is null until this browser has told what is in it. */
export function useCartLines(shelf: readonly ShelfItem[]): {
  lines: readonly CartLine[] | null;
  total_cents: number;
  dispatch(action: CartAction): Cart;
} {
  const { cart, dispatch } = useCart();
  const items = useMemo(() => new Map(shelf.map((item) => [item.id, item])), [shelf]);
  useEffect(() => {
    if (cart) dispatch({ type: 'keep_known', isKnown: (id) => items.has(id) });
  }, [cart, items, dispatch]);

  const lines =
    cart?.flatMap((line) => {
      const item = items.get(line.product_id);
      return item ? [{ ...line, item }] : [];
    }) ?? null;
  const total_cents = totalOf(
    (lines ?? []).map(({ quantity, item }) => ({ quantity, price_cents: item.price_cents })),
  );
  return { lines, total_cents, dispatch };
}
