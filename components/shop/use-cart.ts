'use client';

import { useSyncExternalStore } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { Cart, CartAction } from '@/lib/shop/cart';
import { browserStorage, onForeignWrite } from './browser-storage';
import { CART_KEY, type CartStore, createCartStore } from './cart-store';
import { forgetEmptyCart } from './early-marks';
import { forgetPendingOrder } from './pending-order-storage';

let instance: CartStore | undefined;

/** The cart of this document; only in the browser. */
function cartStore(): CartStore {
  if (instance) return instance;
  const store = createCartStore(browserStorage());
  onForeignWrite(CART_KEY, store.refresh);
  // An order that failed is sent again with its id only as long as it is the same order.
  store.subscribe(forgetPendingOrder);
  store.subscribe(forgetEmptyCart);
  instance = store;
  return store;
}

/** null while the server renders and while the page hydrates: nobody knows the cart yet. */
export function useCart(): { cart: Cart | null; dispatch(action: CartAction): Cart } {
  const hydrated = useHydrated();
  const cart = useSyncExternalStore<Cart | null>(
    (listener) => cartStore().subscribe(listener),
    () => (hydrated ? cartStore().value() : null),
    () => null,
  );
  return { cart, dispatch };
}

function dispatch(action: CartAction): Cart {
  return cartStore().dispatch(action);
}
