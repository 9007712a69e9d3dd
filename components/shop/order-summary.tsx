import type { Cents } from '@/lib/common/money';
import type { Totals } from '@/lib/shop/totals';
import { LinePicture } from './line-picture';
import { Price } from './price';
import { TotalsList } from './totals-list';

interface SummaryLine {
  readonly product_id: string;
  readonly name: string;
  readonly tone_label: string;
  /** null where the catalogue no longer has the product. */
  readonly picture: string | null;
  readonly price_cents: Cents;
  readonly quantity: number;
}

interface OrderSummaryProps {
  readonly lines: readonly SummaryLine[];
  readonly totals: Totals;
}

/** Lines and total, to be read and not changed. */
export function OrderSummary({ lines, totals }: OrderSummaryProps) {
  return (
    <section aria-label="The order" className="border border-line bg-surface p-5 sm:p-7">
      <ul className="mb-3 border-line border-b pb-3">
        {lines.map(({ product_id, name, tone_label, picture, price_cents, quantity }) => (
          <li key={product_id} className="flex flex-wrap items-center gap-x-4 py-2">
            {picture && <LinePicture src={picture} className="size-[64px] shrink-0" />}
            <p className="grow basis-24">
              {name}
              <span className="block text-muted text-sm">
                {tone_label && `${tone_label}, `}
                {quantity} × <Price cents={price_cents} />
              </span>
            </p>
            <Price cents={price_cents * quantity} />
          </li>
        ))}
      </ul>
      <TotalsList totals={totals} />
    </section>
  );
}
