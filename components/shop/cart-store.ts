import { type Cart, type CartAction, parseCart, reduceCart } from '@/lib/shop/cart';
import { createKeptStore, type KeptStorage, type KeptStore } from './kept-store';

export const CART_KEY = 'footfall_cart';

export type CartStorage = KeptStorage;
export type CartStore = KeptStore<Cart, CartAction>;

/** A cart in storage, or in memory where storage is missing or refuses. */
export function createCartStore(storage: CartStorage | null): CartStore {
  return createKeptStore({ key: CART_KEY, parse: parseCart, reduce: reduceCart }, storage);
}
