'use client';

import { useState } from 'react';
import { useConsent } from '@/components/tracking/use-consent';
import { Button } from '@/components/ui/button';
import { mark } from './mark';
import { forgetPendingOrder } from './pending-order-storage';
import { useCart } from './use-cart';
import { useRecentlyViewed } from './use-recently-viewed';
import { useWishlist } from './use-wishlist';

/** Ends measuring and empties everything that the shop keeps here; asks once more before it does. */
export function WipeButton() {
  const [step, setStep] = useState<'idle' | 'asked' | 'done'>('idle');
  const { setConsent } = useConsent();
  const cart = useCart();
  const wishlist = useWishlist();
  const recent = useRecentlyViewed();

  function wipe(): void {
    // Removes visitor, session and queue, and ends capturing in every tab.
    setConsent(false);
    cart.dispatch({ type: 'clear' });
    wishlist.dispatch({ type: 'clear' });
    recent.dispatch({ type: 'clear' });
    forgetPendingOrder();
    setStep('done');
  }

  return (
    <div className="mt-5">
      {step === 'asked' ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="w-full font-medium">Cart, wishlist, ids and unsent events: all of it?</p>
          {/* No mark: it withdraws the consent under which it would be counted. */}
          <Button size="small" onClick={wipe}>
            Yes, forget it all
          </Button>
          <Button size="small" look="outline" onClick={() => setStep('idle')}>
            Keep it
          </Button>
        </div>
      ) : (
        <Button
          size="small"
          look="outline"
          {...mark('account_wipe')}
          onClick={() => setStep('asked')}
        >
          Forget me
        </Button>
      )}
      <p role="status" className="mt-3 min-h-6 text-sm">
        {step === 'done' &&
          'Forgotten. Only your no stays, so that you are not asked again. What was sent before is in the lake, under an id that nobody has any more.'}
      </p>
    </div>
  );
}
