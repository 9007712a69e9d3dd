import { formatMoney } from '@/lib/common/money';

export type FigureFormat = 'count' | 'money' | 'share';

const LOCALE = 'en-IE';
/** For a figure that has no meaning, such as conversion without sessions. */
const NOTHING = '–';

const counts = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const shares = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 2 });
const ratios = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const points = new Intl.NumberFormat(LOCALE, {
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});

export function formatFigure(value: number | null, format: FigureFormat): string {
  if (value === null) return NOTHING;
  if (format === 'money') return formatMoney(Math.round(value * 100), LOCALE);
  return (format === 'share' ? shares : counts).format(value);
}

export interface FigureChange {
  readonly direction: 'up' | 'down' | 'same';
  readonly text: string;
}

/**
 * Against the period before: relative for amounts, percentage points for shares; null where there is
 * nothing to compare with.
 */
export function changeBetween(
  value: number | null,
  before: number | null,
  format: FigureFormat,
): FigureChange | null {
  if (value === null || before === null) return null;
  if (format !== 'share' && before === 0) return null;
  const text =
    format === 'share'
      ? `${points.format((value - before) * 100)} pp`
      : ratios.format(value / before - 1);
  return { direction: value > before ? 'up' : value < before ? 'down' : 'same', text };
}
