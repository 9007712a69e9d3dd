'use client';

import { useSyncExternalStore } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import {
  parseWishlist,
  reduceWishlist,
  type Wishlist,
  type WishlistAction,
} from '@/lib/shop/wishlist';
import { browserStorage, onForeignWrite } from './browser-storage';
import { createKeptStore, type KeptStore } from './kept-store';

export const WISHLIST_KEY = 'footfall_wishlist';

let instance: KeptStore<Wishlist, WishlistAction> | undefined;

function wishlistStore(): KeptStore<Wishlist, WishlistAction> {
  if (instance) return instance;
  instance = createKeptStore(
    { key: WISHLIST_KEY, parse: parseWishlist, reduce: reduceWishlist },
    browserStorage(),
  );
  onForeignWrite(WISHLIST_KEY, instance.refresh);
  return instance;
}

/** Kept without consent too: a wish is kept because the visitor asked for it. null until known. */
export function useWishlist(): {
  wishlist: Wishlist | null;
  dispatch(action: WishlistAction): Wishlist;
} {
  const hydrated = useHydrated();
  const wishlist = useSyncExternalStore<Wishlist | null>(
    (listener) => wishlistStore().subscribe(listener),
    () => (hydrated ? wishlistStore().value() : null),
    () => null,
  );
  return { wishlist, dispatch };
}

function dispatch(action: WishlistAction): Wishlist {
  return wishlistStore().dispatch(action);
}
