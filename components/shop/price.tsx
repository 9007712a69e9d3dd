import { ScenarioPrice } from '@/components/scenario/scenario-price';
import type { Cents } from '@/lib/common/money';
import { Money } from './visitor-locale';

interface PriceProps {
  readonly cents: Cents;
  /** Of one unit of this product, which a run's scenario may change. */
  readonly productId?: string;
  /** What it cost before, where it is an offer. */
  readonly beforeCents?: Cents | null;
}

export function Price({ cents, productId, beforeCents }: PriceProps) {
  const price = productId ? (
    <ScenarioPrice productId={productId} cents={cents} />
  ) : (
    <Money cents={cents} />
  );
  if (!beforeCents) return <span className="tabular-nums">{price}</span>;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2 tabular-nums">
      <span className="text-accent">{price}</span>
      <span className="text-muted text-sm">
        before{' '}
        <s>
          <Money cents={beforeCents} />
        </s>
      </span>
    </span>
  );
}
