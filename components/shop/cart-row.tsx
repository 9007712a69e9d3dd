import type { Cents } from '@/lib/common/money';
import type { Cart, CartAction } from '@/lib/shop/cart';
import { stockState } from '@/lib/shop/stock';
import { LinePicture } from './line-picture';
import { mark } from './mark';
import { productPath } from './paths';
import { Price } from './price';
import { QuantityStepper } from './quantity-stepper';
import { ShopLink } from './shop-link';
import type { CartLine } from './use-cart-lines';
import { useMoney } from './visitor-locale';

interface CartRowProps {
  readonly line: CartLine;
  readonly position: number;
  /** In the drawer, where there is less room. */
  readonly compact?: boolean;
  dispatch(action: CartAction): Cart;
}

export function CartRow({ line, position, compact, dispatch }: CartRowProps) {
  const { product_id, quantity, item, soldOut } = line;
  const label = `${item.name}, ${item.tone_label}`;
  const place = { position, productId: product_id };
  const note = noteOn(line, useMoney());
  return (
    <li className="flex gap-4 border-line border-b py-5 sm:gap-6">
      <ShopLink
        href={productPath(product_id)}
        element="cart_item"
        {...place}
        aria-label={label}
        data-tint={item.department}
        className="shrink-0 self-start bg-tile p-1"
      >
        <LinePicture
          src={item.picture.small}
          className={compact ? 'size-[72px]' : 'size-[88px] sm:size-[120px]'}
        />
      </ShopLink>
      <div className="flex min-w-0 grow flex-col justify-between gap-3">
        <div className="flex flex-wrap items-start justify-between gap-x-4">
          <div className="grow basis-24">
            <h3 className={compact ? 'font-medium' : 'font-display text-title'}>{item.name}</h3>
            <p className="text-muted text-sm">
              {item.tone_label}, <Price cents={item.price_cents} /> each
            </p>
          </div>
          <p className={soldOut ? 'text-muted line-through' : 'font-medium'}>
            <Price cents={item.price_cents * quantity} />
          </p>
        </div>
        {note && <p className="border-accent border-l-2 pl-3 text-sm">{note}</p>}
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          {!soldOut && (
            <QuantityStepper
              element="cart_quantity"
              label={label}
              quantity={quantity}
              onChange={(wanted) => dispatch({ type: 'set', product_id, quantity: wanted })}
              {...place}
            />
          )}
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

/** What has changed since the thing went in, and what it means. */
function noteOn(
  { item, quantity, soldOut, formerCents }: CartLine,
  money: (cents: Cents) => string,
): string | null {
  if (soldOut) return 'Sold out meanwhile. It may stay here, but is neither counted nor ordered.';
  if (formerCents !== null) {
    const way = item.price_cents < formerCents ? 'It costs less' : 'It costs more';
    return `${way} than when it went in: ${money(item.price_cents)} now, ${money(formerCents)} before.`;
  }
  if (stockState(item.stock) === 'last' && quantity > item.stock) {
    return `Only ${item.stock} on the shelf. The rest would follow.`;
  }
  return null;
}
