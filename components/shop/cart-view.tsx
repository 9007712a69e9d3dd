'use client';

import { buttonClass } from '@/components/ui/button';
import { CartLoading } from './cart-loading';
import { CartRow } from './cart-row';
import { EmptyCart } from './empty-cart';
import { ShelfUnreachable } from './shelf-unreachable';
import { ShopLink } from './shop-link';
import { TotalsList } from './totals-list';
import { orderable, useCartLines } from './use-cart-lines';

export function CartView() {
  const { lines, totals, unreachable, retry, dispatch } = useCartLines();
  if (unreachable) return <ShelfUnreachable onRetry={retry} />;
  if (!lines) return <CartLoading />;
  if (lines.length === 0) return <EmptyCart />;
  return (
    <div className="mt-8 grid grid-cols-1 items-start gap-x-[min(4rem,4vw)] gap-y-10 lg:grid-cols-12">
      <section aria-labelledby="cart-lines" className="lg:col-span-8">
        <h2 id="cart-lines" className="sr-only">
          What is in it
        </h2>
        <ul className="border-line border-t">
          {lines.map((line, index) => (
            <CartRow key={line.product_id} line={line} position={index + 1} dispatch={dispatch} />
          ))}
        </ul>
      </section>
      <section
        aria-label="Total"
        className="border-line border-t pt-2 lg:sticky lg:top-8 lg:col-span-4"
      >
        <TotalsList totals={totals} />
        {orderable(lines).length > 0 && (
          <ShopLink
            href="/checkout"
            element="checkout_start"
            className={`${buttonClass()} mt-5 w-full`}
          >
            Go to checkout
          </ShopLink>
        )}
        <ShopLink
          href="/"
          element="continue_shopping"
          className={`${buttonClass({ look: 'outline' })} mt-3 w-full`}
        >
          Keep looking
        </ShopLink>
        <p className="mt-4 text-muted text-sm">
          Nothing is charged, here or on the next page: the shop is synthetic.
        </p>
      </section>
    </div>
  );
}
