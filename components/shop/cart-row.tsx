import type { Cart, CartAction } from '@/lib/shop/cart';
import { LinePicture } from './line-picture';
import { mark } from './mark';
import { productPath } from './paths';
import { Price } from './price';
import { QuantityStepper } from './quantity-stepper';
import { ShopLink } from './shop-link';
import type { CartLine } from './use-cart-lines';

interface CartRowProps {
  readonly line: CartLine;
  readonly position: number;
  dispatch(action: CartAction): Cart;
}

export function CartRow({ line, position, dispatch }: CartRowProps) {
  const { product_id, quantity, item } = line;
  const label = `${item.name}, ${item.tone_label}`;
  const place = { position, productId: product_id };
  return (
    <li className="flex gap-4 border-line border-b py-5 sm:gap-6">
      <ShopLink
        href={productPath(product_id)}
        element="cart_item"
        {...place}
        aria-label={label}
        className="shrink-0"
      >
        <LinePicture src={item.picture} className="size-[96px] sm:size-[128px]" />
      </ShopLink>
      <div className="flex min-w-0 grow flex-col justify-between gap-4">
        <div className="flex flex-wrap items-start justify-between gap-x-4">
          <div className="grow basis-24">
            <h2 className="font-display text-title">{item.name}</h2>
            <p className="text-muted text-sm">
              {item.tone_label}, <Price cents={item.price_cents} /> each
            </p>
          </div>
          <p className="font-medium">
            <Price cents={item.price_cents * quantity} />
          </p>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <QuantityStepper
            element="cart_quantity"
            label={label}
            quantity={quantity}
            onChange={(wanted) => dispatch({ type: 'set', product_id, quantity: wanted })}
            {...place}
          />
          <button
            type="button"
            {...mark('cart_remove', place)}
            aria-label={`Remove ${label}`}
            className="py-3 text-sm underline underline-offset-4 hover:text-accent"
            onClick={() => dispatch({ type: 'remove', product_id })}
          >
            Remove
          </button>
        </div>
      </div>
    </li>
  );
}
