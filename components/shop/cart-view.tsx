'use client';

import { buttonClass } from '@/components/ui/button';
import type { ShelfItem } from '@/lib/catalog/product';
import { CartLoading } from './cart-loading';
import { CartRow } from './cart-row';
import { EmptyCart } from './empty-cart';
import { Price } from './price';
import { ShopLink } from './shop-link';
import { useCartLines } from './use-cart-lines';

export function CartView({ shelf }: { shelf: readonly ShelfItem[] }) {
  const { lines, total_cents, dispatch } = useCartLines(shelf);
  if (!lines) return <CartLoading />;
  if (lines.length === 0) return <EmptyCart />;
  return (
    <div className="mt-8 grid grid-cols-1 items-start gap-x-[min(4rem,4vw)] gap-y-10 lg:grid-cols-12">
      <ul className="border-line border-t lg:col-span-8">
        {lines.map((line, index) => (
          <CartRow key={line.product_id} line={line} position={index + 1} dispatch={dispatch} />
        ))}
      </ul>
      <section aria-label="Total" className="lg:sticky lg:top-8 lg:col-span-4">
        <dl className="border-line border-t">
          <div className="flex justify-between border-line border-b py-4">
            <dt>Delivery</dt>
            <dd>Free</dd>
          </div>
          <div className="flex items-baseline justify-between py-4">
            <dt className="font-display text-title">Total</dt>
            <dd className="font-medium text-lg" aria-live="polite">
              <Price cents={total_cents} />
            </dd>
          </div>
        </dl>
        <ShopLink
          href="/checkout"
          element="checkout_start"
          className={`${buttonClass()} mt-2 w-full`}
        >
          Go to checkout
        </ShopLink>
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
