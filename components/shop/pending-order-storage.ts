import { type PendingOrder, parsePendingOrder } from '@/lib/shop/pending-order';

const KEY = 'footfall_pending_order';

/**
 * The order this tab is trying to place, kept across a reload. Where storage is refused the caller's
 * memory has to do, and a reload is a new order.
 */
export function readPendingOrder(): PendingOrder | null {
  return withSession((storage) => parsePendingOrder(storage.getItem(KEY))) ?? null;
}

export function keepPendingOrder(order: PendingOrder): void {
  withSession((storage) => storage.setItem(KEY, JSON.stringify(order)));
}

export function forgetPendingOrder(): void {
  withSession((storage) => storage.removeItem(KEY));
}

function withSession<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    // Refused or full: nothing is kept, and nothing else is lost.
    return undefined;
  }
}
