import type { ReactNode } from 'react';
import { BuyBoxNote } from '@/components/scenario/buy-box-note';
import { colourwaysOf } from '@/lib/catalog/catalog';
import type { Product } from '@/lib/catalog/product';
import { formatMoney } from '@/lib/common/money';
import { FREE_DELIVERY_FROM_CENTS } from '@/lib/shop/delivery';
import { stockState, stockWords } from '@/lib/shop/stock';
import { AddToCart } from './add-to-cart';
import { Colourways } from './colourways';
import { DeliveryEstimate } from './delivery-estimate';
import { Price } from './price';
import { ShopLink } from './shop-link';
import { Stars } from './stars';
import { WishButton } from './wish-button';

/** Everything one decides by. On phones the last row sticks to the foot of the window. */
export function BuyBox({ product }: { product: Product }) {
  const { id, name, tone_label, price_cents, compare_at_cents, rating } = product;
  const state = stockState(product.stock);
  return (
    <div className="lg:sticky lg:top-8 lg:max-w-[32rem]">
      <h1 className="font-display text-display">{name}</h1>
      {rating && (
        <a
          href="#reviews"
          className="mt-3 inline-flex min-h-9 items-center gap-2 text-sm underline-offset-4 hover:underline"
        >
          <Stars average={rating.average} />
          {rating.count === 1 ? 'One rating' : `${rating.count} ratings`}
        </a>
      )}
      <p className="mt-2 text-lg">
        <Price productId={id} cents={price_cents} beforeCents={compare_at_cents} />
      </p>
      {compare_at_cents !== null && (
        <p className="text-muted text-sm">“Before” is the lowest price of the 30 days before.</p>
      )}
      <p className="mt-5 max-w-[48ch]">{product.description}</p>
      <div className="mt-6">
        <Colourways colourways={colourwaysOf(product)} current={product} />
      </div>
      <p
        className={`mt-5 text-sm ${state === 'in' ? 'text-muted' : state === 'last' ? 'font-medium text-accent' : 'font-medium text-danger'}`}
      >
        {stockWords(product.stock)}
        {state === 'last' && ' on the shelf'}
      </p>
      {state === 'out' ? (
        <SoldOut />
      ) : (
        <>
          <AddToCart productId={id} name={name} priceCents={price_cents} />
          <BuyBoxNote />
        </>
      )}
      <WishButton
        productId={id}
        name={`${name}, ${tone_label}`}
        look={state === 'out' ? 'button' : 'line'}
        className={state === 'out' ? 'mt-5 w-full' : 'mt-3'}
      />
      <dl className="mt-6 border-line border-t text-sm">
        <Fact term="Measures">{product.size}</Fact>
        <Fact term="Made of">{product.material}</Fact>
        <Fact term="Delivery">
          <DeliveryEstimate />, were there a parcel. Free from{' '}
          {formatMoney(FREE_DELIVERY_FROM_CENTS)}.{' '}
          <ShopLink
            href="/delivery"
            element="nav_info"
            position={3}
            className="whitespace-nowrap underline underline-offset-4"
          >
            How it would come
          </ShopLink>
        </Fact>
      </dl>
    </div>
  );
}

function SoldOut() {
  return (
    <p className="mt-4 max-w-[44ch] border-line border-l-2 pl-4 text-lg">
      The last one went to someone who does not exist either. Another tone may still be here; the
      wishlist remembers this one.
    </p>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 border-line border-b py-3">
      <dt className="w-24 shrink-0 text-muted">{term}</dt>
      <dd className="grow basis-40">{children}</dd>
    </div>
  );
}
