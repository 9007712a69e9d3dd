'use client';

import { buttonClass } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { CartLoading } from './cart-loading';
import { CartRow } from './cart-row';
import { EmptyCart } from './empty-cart';
import { Price } from './price';
import { ShelfUnreachable } from './shelf-unreachable';
import { ShopLink } from './shop-link';
import { orderable, useCartLines } from './use-cart-lines';
import { VisitorLocale } from './visitor-locale';

/** The cart over the page one is on; editable, with the ways to the cart's page and to checkout. */
export default function CartDrawer({ open, onClose }: { open: boolean; onClose(): void }) {
  return (
    <Sheet open={open} title="Cart" side="right" onClose={onClose}>
      <VisitorLocale>
        <DrawerContent onClose={onClose} />
      </VisitorLocale>
    </Sheet>
  );
}

function DrawerContent({ onClose }: { onClose(): void }) {
  const { lines, totals, unreachable, retry, dispatch } = useCartLines();
  if (unreachable) {
    return (
      <div className="px-5">
        <ShelfUnreachable onRetry={retry} />
      </div>
    );
  }
  if (!lines || lines.length === 0) {
    return <div className="px-5">{lines ? <EmptyCart onLeave={onClose} /> : <CartLoading />}</div>;
  }
  return (
    <>
      <ul className="grow overflow-y-auto px-5">
        {lines.map((line, index) => (
          <CartRow
            key={line.product_id}
            line={line}
            position={index + 1}
            dispatch={dispatch}
            compact
          />
        ))}
      </ul>
      <div className="border-line border-t p-5">
        <p className="flex items-baseline justify-between">
          <span className="font-display text-title">Goods</span>
          <span className="font-medium text-lg" aria-live="polite">
            <Price cents={totals.goods_cents} />
          </span>
        </p>
        <p className="text-muted text-sm">
          {totals.delivery_cents === 0
            ? 'Delivery is free.'
            : 'Delivery is worked out in the cart.'}
        </p>
        <div className="mt-4 grid gap-3">
          {orderable(lines).length > 0 && (
            <ShopLink href="/checkout" element="checkout_start" className={buttonClass()}>
              Go to checkout
            </ShopLink>
          )}
          <ShopLink
            href="/cart"
            element="nav_cart"
            position={1}
            className={buttonClass({ look: 'outline' })}
          >
            See the whole cart
          </ShopLink>
        </div>
      </div>
    </>
  );
}
