'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { mintOrderId, placeOrder } from '@/components/tracking/place-order';
import { systemClock } from '@/lib/common/clock';
import type { OrderLine } from '@/lib/shop/order';
import { type PendingOrder, pendingOrderFor } from '@/lib/shop/pending-order';
import { confirmationPath } from './paths';
import { forgetPendingOrder, keepPendingOrder, readPendingOrder } from './pending-order-storage';
import { useCart } from './use-cart';

export type Placing =
  | { readonly step: 'idle' }
  | { readonly step: 'sending' }
  | { readonly step: 'placed' }
  | { readonly step: 'failed'; readonly message: string };

/**
 * Places an order once, however often it is tried: the id is minted before the first attempt and
 * sent again with the same lines, also after a reload, so that an answer lost on its way is no
 * second order.
 */
export function usePlaceOrder(): { placing: Placing; place(lines: readonly OrderLine[]): void } {
  const router = useRouter();
  const { dispatch } = useCart();
  const [placing, setPlacing] = useState<Placing>({ step: 'idle' });
  const pending = useRef<PendingOrder | null>(null);

  async function send(lines: readonly OrderLine[]): Promise<void> {
    setPlacing({ step: 'sending' });
    const order = pendingOrderFor(
      pending.current ?? readPendingOrder(),
      lines,
      mintOrderId,
      systemClock(),
    );
    pending.current = order;
    keepPendingOrder(order);
    const outcome = await placeOrder(
      order.order_id,
      lines.map(({ product_id, quantity }) => ({ product_id, quantity })),
    );
    if (!outcome.ok) {
      setPlacing({ step: 'failed', message: outcome.failure.message });
      return;
    }
    pending.current = null;
    forgetPendingOrder();
    setPlacing({ step: 'placed' });
    // What was sold out and not ordered stays.
    const ordered = new Set(lines.map(({ product_id }) => product_id));
    dispatch({ type: 'keep_known', isKnown: (id) => !ordered.has(id) });
    router.push(confirmationPath(outcome.order.token));
  }

  function place(lines: readonly OrderLine[]): void {
    if (placing.step === 'sending' || placing.step === 'placed') return;
    send(lines).catch((error: unknown) => {
      reportError(error);
      setPlacing({
        step: 'failed',
        message: 'Something went wrong in this page. Nothing is lost: try again.',
      });
    });
  }

  return { placing, place };
}
