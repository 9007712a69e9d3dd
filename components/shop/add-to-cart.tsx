'use client';

import { useState } from 'react';
import { BrokenNotice } from '@/components/scenario/broken-notice';
import { useScenario } from '@/components/scenario/use-scenario';
import { trackAddToCart } from '@/components/tracking/add-to-cart';
import { Button } from '@/components/ui/button';
import type { Cents } from '@/lib/common/money';
import { unitsOf } from '@/lib/shop/cart';
import { AddedNotice, type Notice } from './added-notice';
import { Price } from './price';
import { QuantityStepper } from './quantity-stepper';
import { useCart } from './use-cart';

interface AddToCartProps {
  readonly productId: string;
  readonly name: string;
  readonly priceCents: Cents;
}

/**
 * Quantity and button; on phones the button stands with the price at the foot of the window. It has
 * no data-element: adding is an event of its own, and a click beside it would count the same act twice.
 */
export function AddToCart({ productId, name, priceCents: usualCents }: AddToCartProps) {
  const { cart, dispatch } = useCart();
  const scenario = useScenario();
  const priceCents = scenario?.prices[productId] ?? usualCents;
  const [failed, setFailed] = useState(false);
  const [quantity, setQuantity] = useState(1);
  const [notice, setNotice] = useState<Notice | null>(null);

  function add() {
    if (scenario?.broken === 'add_to_cart') return setFailed(true);
    const before = cart ? unitsOf(cart, productId) : 0;
    const after = unitsOf(
      dispatch({ type: 'add', product_id: productId, quantity, price_cents: priceCents }),
      productId,
    );
    const added = after - before;
    if (added > 0) trackAddToCart(productId, added);
    setNotice((last) => ({ number: (last?.number ?? 0) + 1, added, inCart: after }));
    setQuantity(1);
  }

  // Until the page has hydrated nobody would hear the click; `disabled` makes it wait.
  const waiting = cart === null;
  return (
    <div className="max-lg:contents lg:mt-6 lg:flex lg:gap-3">
      <div className="max-lg:mt-6">
        <QuantityStepper
          element="quantity"
          label={name}
          productId={productId}
          quantity={quantity}
          disabled={waiting}
          onChange={setQuantity}
        />
      </div>
      <div className="above-banner sticky z-10 -mx-5 mt-4 flex flex-wrap items-center gap-x-5 gap-y-2 border-line border-t bg-paper px-5 py-3 sm:-mx-8 sm:px-8 lg:static lg:m-0 lg:grow lg:border-0 lg:p-0">
        <span className="font-display text-title lg:hidden">
          <Price cents={priceCents * quantity} />
        </span>
        <Button className="grow max-sm:px-4" disabled={waiting} onClick={add}>
          Add to cart
        </Button>
        <BrokenNotice shown={failed} />
        <noscript>
          <p className="text-muted text-sm">
            The cart lives in this browser, and takes JavaScript to put things in.
          </p>
        </noscript>
      </div>
      <AddedNotice name={name} notice={notice} onDone={() => setNotice(null)} />
    </div>
  );
}
