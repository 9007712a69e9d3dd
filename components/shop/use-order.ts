'use client';

import { useEffect, useState } from 'react';
import { lookUpOrder } from '@/components/tracking/place-order';
import type { Order } from '@/lib/shop/order';

export type OrderLookup =
  | { readonly step: 'loading' }
  | { readonly step: 'found'; readonly order: Order }
  /** The link is not one of ours, or was damaged on its way. */
  | { readonly step: 'unknown' }
  | { readonly step: 'unreachable' };

/** Looks up the order behind a link's token, and again on request. */
export function useOrder(token: string | null): { lookup: OrderLookup; retry(): void } {
  const [lookup, setLookup] = useState<OrderLookup>({ step: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what looks it up again
  useEffect(() => {
    let left = false;
    const show = (next: OrderLookup) => {
      if (!left) setLookup(next);
    };
    if (!token) {
      show({ step: 'unknown' });
      return;
    }
    show({ step: 'loading' });
    lookUpOrder(token).then(
      (order) => show(order ? { step: 'found', order } : { step: 'unknown' }),
      () => show({ step: 'unreachable' }),
    );
    return () => {
      left = true;
    };
  }, [token, attempt]);

  return { lookup, retry: () => setAttempt((last) => last + 1) };
}
