import { type Cents, formatMoney } from '@/lib/common/money';

export function Price({ cents }: { cents: Cents }) {
  return <span className="tabular-nums">{formatMoney(cents)}</span>;
}
