import { FREE_DELIVERY_FROM_CENTS } from '@/lib/shop/delivery';
import type { Totals } from '@/lib/shop/totals';
import { Price } from './price';
import { Money } from './visitor-locale';

/** Goods, delivery, total. */
export function TotalsList({ totals }: { totals: Totals }) {
  const { goods_cents, delivery_cents, total_cents } = totals;
  return (
    <dl>
      <div className="flex justify-between py-2">
        <dt>Goods</dt>
        <dd>
          <Price cents={goods_cents} />
        </dd>
      </div>
      <div className="flex justify-between py-2">
        <dt>
          Delivery
          {delivery_cents > 0 && (
            <span className="block text-muted text-sm">
              Free from <Money cents={FREE_DELIVERY_FROM_CENTS} />
            </span>
          )}
        </dt>
        <dd>{delivery_cents === 0 ? 'Free' : <Price cents={delivery_cents} />}</dd>
      </div>
      <div className="mt-1 flex items-baseline justify-between border-line border-t pt-3">
        <dt className="font-display text-title">Total</dt>
        <dd className="font-medium text-lg" aria-live="polite">
          <Price cents={total_cents} />
        </dd>
      </div>
    </dl>
  );
}
