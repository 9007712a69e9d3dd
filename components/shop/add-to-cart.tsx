'use client';

import { useState } from 'react';
import { trackAddToCart } from '@/components/tracking/add-to-cart';
import { Button } from '@/components/ui/button';
import { unitsOf } from '@/lib/shop/cart';
import { AddedNotice, type Notice } from './added-notice';
import { QuantityStepper } from './quantity-stepper';
import { useCart } from './use-cart';

interface AddToCartProps {
  readonly productId: string;
  readonly name: string;
}

/**
 * Quantity and button. The button has no data-element: adding is an event of its own, and a click
 * beside it would count the same act twice.
 */
export function AddToCart({ productId, name }: AddToCartProps) {
  const { cart, dispatch } = useCart();
  const [quantity, setQuantity] = useState(1);
  const [notice, setNotice] = useState<Notice | null>(null);

  function add() {
    const before = cart ? unitsOf(cart, productId) : 0;
    const after = unitsOf(dispatch({ type: 'add', product_id: productId, quantity }), productId);
    const added = after - before;
    if (added > 0) trackAddToCart(productId, added);
    setNotice((last) => ({ number: (last?.number ?? 0) + 1, added, inCart: after }));
    setQuantity(1);
  }

  // Until the page has hydrated nobody would hear the click; `disabled` makes it wait.
  const waiting = cart === null;
  return (
    <div className="flex flex-wrap gap-3">
      <QuantityStepper
        element="quantity"
        label={name}
        productId={productId}
        quantity={quantity}
        disabled={waiting}
        onChange={setQuantity}
      />
      <Button className="grow max-sm:px-4" disabled={waiting} onClick={add}>
        Add to cart
      </Button>
      <noscript>
        <p className="text-muted text-sm">
          The cart lives in this browser, and takes JavaScript to put things in.
        </p>
      </noscript>
      <AddedNotice name={name} notice={notice} onDone={() => setNotice(null)} />
    </div>
  );
}
