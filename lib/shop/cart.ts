import type { Cents } from '@/lib/common/money';
import { MAX_LINE_QUANTITY, MAX_ORDER_LINES, type OrderLine } from './order';

/** One thing in the cart; the price is the one that was read when it went in, where that is known. */
export interface CartEntry extends OrderLine {
  readonly price_cents?: Cents;
}

/** What a shopper means to buy, in the order it was added; every product at most once. */
export type Cart = readonly CartEntry[];

export type CartAction =
  | {
      readonly type: 'add';
      readonly product_id: string;
      readonly quantity: number;
      readonly price_cents?: Cents;
    }
  | { readonly type: 'set'; readonly product_id: string; readonly quantity: number }
  | { readonly type: 'remove'; readonly product_id: string }
  /** Drops what the catalogue does not (any longer) know. */
  | { readonly type: 'keep_known'; readonly isKnown: (productId: string) => boolean }
  | { readonly type: 'clear' };

export const EMPTY_CART: Cart = [];

/** The next cart; the same object where nothing changes, so that stores and views can tell. */
export function reduceCart(cart: Cart, action: CartAction): Cart {
  switch (action.type) {
    case 'add':
      return setUnits(
        cart,
        action.product_id,
        unitsOf(cart, action.product_id) + action.quantity,
        action.price_cents,
      );
    case 'set':
      return hasProduct(cart, action.product_id)
        ? setUnits(cart, action.product_id, action.quantity)
        : cart;
    case 'remove':
      return hasProduct(cart, action.product_id)
        ? cart.filter((line) => line.product_id !== action.product_id)
        : cart;
    case 'keep_known':
      return cart.every((line) => action.isKnown(line.product_id))
        ? cart
        : cart.filter((line) => action.isKnown(line.product_id));
    case 'clear':
      return cart.length === 0 ? cart : EMPTY_CART;
    default:
      return action satisfies never;
  }
}

/** Units of one product in the cart. */
export function unitsOf(cart: Cart, productId: string): number {
  return cart.find((line) => line.product_id === productId)?.quantity ?? 0;
}

/** Units of everything: what the header counts. */
export function countUnits(cart: Cart): number {
  return cart.reduce((sum, line) => sum + line.quantity, 0);
}

/** Total over lines that know their price. */
export function totalOf(
  lines: readonly { readonly quantity: number; readonly price_cents: Cents }[],
): Cents {
  return lines.reduce((sum, line) => sum + line.quantity * line.price_cents, 0);
}

/**
 * Reads a stored cart; whatever is not one, whole or in part, is an empty cart. By hand, not with
 * zod: this runs on every page of the shop, and the parser would be half of its JavaScript.
 */
export function parseCart(stored: string | null): Cart {
  if (stored === null) return EMPTY_CART;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return EMPTY_CART;
  }
  if (!Array.isArray(value) || value.length > MAX_ORDER_LINES) return EMPTY_CART;
  if (!value.every(isLine)) return EMPTY_CART;
  const cart = value.map(({ product_id, quantity, price_cents }) =>
    entry(product_id, quantity, isCents(price_cents) ? price_cents : undefined),
  );
  const products = new Set(cart.map((line) => line.product_id));
  return products.size === cart.length ? cart : EMPTY_CART;
}

function setUnits(cart: Cart, productId: string, wanted: number, price_cents?: Cents): Cart {
  if (!Number.isInteger(wanted)) return cart;
  const quantity = Math.max(1, Math.min(MAX_LINE_QUANTITY, wanted));
  if (quantity === unitsOf(cart, productId)) return cart;
  if (hasProduct(cart, productId)) {
    return cart.map((line) =>
      line.product_id === productId
        ? entry(productId, quantity, price_cents ?? line.price_cents)
        : line,
    );
  }
  return cart.length < MAX_ORDER_LINES ? [...cart, entry(productId, quantity, price_cents)] : cart;
}

function entry(product_id: string, quantity: number, price_cents?: Cents): CartEntry {
  return price_cents === undefined
    ? { product_id, quantity }
    : { product_id, quantity, price_cents };
}

function isCents(value: unknown): value is Cents {
  return Number.isInteger(value) && Number(value) >= 0;
}

function hasProduct(cart: Cart, productId: string): boolean {
  return cart.some((line) => line.product_id === productId);
}

function isLine(value: unknown): value is CartEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { product_id, quantity } = value as Partial<Record<keyof OrderLine, unknown>>;
  return (
    typeof product_id === 'string' &&
    product_id.length > 0 &&
    Number.isInteger(quantity) &&
    Number(quantity) >= 1 &&
    Number(quantity) <= MAX_LINE_QUANTITY
  );
}
