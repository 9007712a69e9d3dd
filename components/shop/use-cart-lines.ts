'use client';

import { useEffect, useMemo } from 'react';
import type { ActiveScenario } from '@/components/scenario/active-scenario';
import { useScenario } from '@/components/scenario/use-scenario';
import type { Cents } from '@/lib/common/money';
import type { Cart, CartAction } from '@/lib/shop/cart';
import type { OrderLine } from '@/lib/shop/order';
import { stockState } from '@/lib/shop/stock';
import type { Tile } from '@/lib/shop/tile';
import { type Totals, totalsOf } from '@/lib/shop/totals';
import { useCart } from './use-cart';
import { useShelf } from './use-shelf';

export interface CartLine extends OrderLine {
  readonly item: Tile;
  /** Stays in the cart, and is neither counted nor ordered. */
  readonly soldOut: boolean;
  /** The price it went in at, where it is another one now. */
  readonly formerCents: Cents | null;
}

export interface CartLines {
  /** null until this browser has told what is in the cart and the shelf is there. */
  readonly lines: readonly CartLine[] | null;
  readonly totals: Totals;
  readonly unreachable: boolean;
  retry(): void;
  dispatch(action: CartAction): Cart;
}

/** The cart against the catalogue. */
export function useCartLines(): CartLines {
  const { cart, dispatch } = useCart();
  const filled = cart !== null && cart.length > 0;
  const { shelf, retry } = useShelf(filled);
  const tiles = shelf.step === 'there' ? shelf.tiles : null;
  useEffect(() => {
    if (filled && tiles) dispatch({ type: 'keep_known', isKnown: (id) => tiles.has(id) });
  }, [filled, tiles, dispatch]);

  const prices = useScenario()?.prices;
  const lines = useMemo(() => linesOf(cart, tiles, prices), [cart, tiles, prices]);
  const totals = totalsOf(
    orderable(lines ?? []).map(({ quantity, item }) => ({
      quantity,
      price_cents: item.price_cents,
    })),
  );
  return { lines, totals, unreachable: shelf.step === 'unreachable' && filled, retry, dispatch };
}

/** The lines that an order can hold. */
export function orderable(lines: readonly CartLine[]): readonly CartLine[] {
  return lines.filter(({ soldOut }) => !soldOut);
}

function linesOf(
  cart: Cart | null,
  tiles: ReadonlyMap<string, Tile> | null,
  prices: ActiveScenario['prices'] = {},
): readonly CartLine[] | null {
  if (!cart) return null;
  if (cart.length === 0) return [];
  if (!tiles) return null;
  return cart.flatMap(({ product_id, quantity, price_cents }) => {
    const tile = tiles.get(product_id);
    if (!tile) return [];
    const item = { ...tile, price_cents: prices[product_id] ?? tile.price_cents };
    const changed = price_cents !== undefined && price_cents !== item.price_cents;
    return {
      product_id,
      quantity,
      item,
      soldOut: stockState(item.stock) === 'out',
      formerCents: changed ? price_cents : null,
    };
  });
}
