import {
  type Cart,
  type CartAction,
  EMPTY_CART,
  parseCart,
  reduceCart,
  serializeCart,
} from '@/lib/shop/cart';

export const CART_KEY = 'footfall_cart';

/** The part of localStorage that a cart needs; either may throw where storage is refused. */
export type CartStorage = Pick<Storage, 'getItem' | 'setItem'>;

export interface CartStore {
  /** The same object until the cart changes. */
  cart(): Cart;
  /** Applies an action to the newest cart, another tab's included, and returns the outcome. */
  dispatch(action: CartAction): Cart;
  subscribe(listener: () => void): () => void;
  /** To be called when another tab may have written. */
  refresh(): void;
}

/** A cart in storage, or in memory where storage is missing or refuses. */
export function createCartStore(storage: CartStorage | null): CartStore {
  const listeners = new Set<() => void>();
  let backing = storage;
  let text: string | null = null;
  let cart: Cart = EMPTY_CART;

  function readText(): string | null {
    if (!backing) return text;
    try {
      return backing.getItem(CART_KEY);
    } catch {
      // Refused: from here on the cart lives as long as the page does.
      backing = null;
      return text;
    }
  }

  function writeText(next: string): void {
    try {
      backing?.setItem(CART_KEY, next);
    } catch {
      backing = null;
    }
  }

  function current(): Cart {
    const stored = readText();
    if (stored !== text) {
      text = stored;
      cart = parseCart(stored);
    }
    return cart;
  }

  function notify(): void {
    for (const listener of listeners) listener();
  }

  return {
    cart: current,
    dispatch(action) {
      const next = reduceCart(current(), action);
      if (next !== cart) {
        cart = next;
        text = serializeCart(next);
        writeText(text);
        notify();
      }
      return cart;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: notify,
  };
}
