'use client';

import { useSyncExternalStore } from 'react';
import { CONSENT_EVENT, measurement } from '@/components/tracking/measurement';
import { useHydrated } from '@/components/ui/use-hydrated';
import {
  parseRecentlyViewed,
  type RecentlyViewed,
  type RecentlyViewedAction,
  reduceRecentlyViewed,
} from '@/lib/shop/recently-viewed';
import { browserStorage, onForeignWrite } from './browser-storage';
import { createKeptStore, type KeptStorage, type KeptStore } from './kept-store';

export const RECENTLY_VIEWED_KEY = 'footfall_recently_viewed';

let instance: KeptStore<RecentlyViewed, RecentlyViewedAction> | undefined;

function store(): KeptStore<RecentlyViewed, RecentlyViewedAction> {
  if (instance) return instance;
  const memory = { text: null as string | null };
  const kept = createKeptStore(
    { key: RECENTLY_VIEWED_KEY, parse: parseRecentlyViewed, reduce: reduceRecentlyViewed },
    consentedStorage(memory),
  );
  onForeignWrite(RECENTLY_VIEWED_KEY, kept.refresh);
  window.addEventListener(CONSENT_EVENT, () => {
    if (measurement().consent() !== 'granted') {
      browserStorage()?.removeItem(RECENTLY_VIEWED_KEY);
      memory.text = null;
    }
    kept.refresh();
  });
  instance = kept;
  return kept;
}

/**
 * Nobody asked the shop to remember what was looked at: with consent it is kept in the browser,
 * without it lives in this document and ends with it.
 */
function consentedStorage(memory: { text: string | null }): KeptStorage {
  const backing = () => (measurement().consent() === 'granted' ? browserStorage() : null);
  return {
    getItem: (key) => backing()?.getItem(key) ?? memory.text,
    setItem(key, text) {
      memory.text = text;
      backing()?.setItem(key, text);
    },
  };
}

/** null while the server renders and while the page hydrates. */
export function useRecentlyViewed(): {
  recent: RecentlyViewed | null;
  dispatch(action: RecentlyViewedAction): RecentlyViewed;
} {
  const hydrated = useHydrated();
  const recent = useSyncExternalStore<RecentlyViewed | null>(
    (listener) => store().subscribe(listener),
    () => (hydrated ? store().value() : null),
    () => null,
  );
  return { recent, dispatch };
}

function dispatch(action: RecentlyViewedAction): RecentlyViewed {
  return store().dispatch(action);
}
