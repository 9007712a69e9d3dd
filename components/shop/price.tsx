import { type Cents, formatMoney } from '@/lib/common/money';

interface PriceProps {
  readonly cents: Cents;
  /** What it cost before, where it is an offer. */
  readonly beforeCents?: Cents | null;
}

export function Price({ cents, beforeCents }: PriceProps) {
  if (!beforeCents) return <span className="tabular-nums">{formatMoney(cents)}</span>;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2 tabular-nums">
      <span className="text-accent">{formatMoney(cents)}</span>
      <span className="text-muted text-sm">
        before <s>{formatMoney(beforeCents)}</s>
      </span>
    </span>
  );
}
