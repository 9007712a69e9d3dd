import { type PendingOrder, parsePendingOrder } from '@/lib/shop/pending-order';

const KEY = 'footfall_pending_order';

/**
 * The order this browser is trying to place, kept across a reload and shared by its tabs: the same
 * cart placed in two of them is one order. Where storage is refused the caller's memory has to do,
 * and a reload is a new order.
 */
export function readPendingOrder(): PendingOrder | null {
  return withStorage((storage) => parsePendingOrder(storage.getItem(KEY))) ?? null;
}

export function keepPendingOrder(order: PendingOrder): void {
  withStorage((storage) => storage.setItem(KEY, JSON.stringify(order)));
}

export function forgetPendingOrder(): void {
  withStorage((storage) => storage.removeItem(KEY));
}

function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.localStorage);
  } catch {
    // Refused or full: nothing is kept, and nothing else is lost.
    return undefined;
  }
}
