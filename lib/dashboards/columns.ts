import { type FigureFormat, formatFigure } from './figure';

export interface ColumnLook {
  readonly label: string;
  readonly format: FigureFormat | 'text';
}

const SHARES =
  /(^|_)(rate|conversion|stickiness|share|abandonment|through|change)$|^(share|rate|difference)_|^(confidence|support)$/;
const MONEY = /(^|_)(revenue|price)(_|$)|^value_/;

/** Names of columns that do not read as words by themselves. */
const LABELS: Readonly<Record<string, string>> = {
  add_to_carts: 'Added to cart',
  average_order_value: 'Average order',
  device_type: 'Device',
  user_type: 'Visitor',
  product_id: 'Product id',
  purchase_lines: 'Purchase lines',
  daily: 'Daily visitors',
  weekly: 'Weekly visitors',
  monthly: 'Monthly visitors',
  name: 'Name',
  abandoned_sessions: 'Carts lost',
  abandoned: 'Carts lost',
  value_abandoned: 'Value lost',
  value_added: 'Value added',
};

/** How a report's column is named and written. The name says what it holds, as it does in every report. */
export function columnLook(name: string, sample: unknown): ColumnLook {
  const label = LABELS[name] ?? sentence(name.replace(/_(ms|seconds)$/, ''));
  if (typeof sample !== 'number') return { label, format: 'text' };
  if (SHARES.test(name)) return { label, format: 'share' };
  if (MONEY.test(name)) return { label, format: 'money' };
  if (/_seconds$/.test(name)) return { label, format: 'seconds' };
  if (/duration.*_ms$|median.*_ms$/.test(name)) return { label, format: 'duration' };
  return { label, format: Number.isInteger(sample) ? 'count' : 'decimal' };
}

export function cellText(value: unknown, { format }: ColumnLook): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'number' && format !== 'text'
    ? formatFigure(value, format)
    : String(value);
}

function sentence(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
