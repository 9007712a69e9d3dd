import { SECOND_MS } from '@/lib/common/clock';
import { formatMoney } from '@/lib/common/money';

/** `duration` and `latency` are in milliseconds, `decimal` any number with a fraction. */
export type FigureFormat =
  | 'count'
  | 'money'
  | 'share'
  | 'decimal'
  | 'duration'
  | 'seconds'
  | 'latency'
  | 'bytes';

const LOCALE = 'en-IE';
/** For a figure that has no meaning, such as conversion without sessions. */
const NOTHING = '–';

const counts = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
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
  switch (format) {
    case 'money':
      return formatMoney(Math.round(value * 100), LOCALE);
    case 'duration':
      return formatDuration(value);
    case 'seconds':
      return formatDuration(value * SECOND_MS);
    case 'latency':
      return value < SECOND_MS ? `${counts.format(value)} ms` : formatLatency(value);
    case 'bytes':
      return formatBytes(value);
    case 'share':
      return shares.format(value);
    case 'decimal':
      return decimals.format(value);
    case 'count':
      return counts.format(value);
  }
}

/** As short as an axis wants it. */
export function formatTick(value: number, format: FigureFormat): string {
  if (format !== 'count' && format !== 'decimal' && format !== 'money') {
    return formatFigure(value, format);
  }
  return format === 'money' ? `€${compact.format(value)}` : compact.format(value);
}

/** Short enough for its tenths to matter up to ten seconds. */
function formatLatency(ms: number): string {
  return ms < 10 * SECOND_MS ? `${decimals.format(ms / SECOND_MS)} s` : formatDuration(ms);
}

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

function formatBytes(bytes: number): string {
  const power = Math.min(BYTES.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const amount = bytes / 1024 ** power;
  return `${(amount < 10 ? decimals : counts).format(amount)} ${BYTES[power]}`;
}

function formatDuration(ms: number): string {
  const seconds = Math.round(ms / SECOND_MS);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
    : `${decimals.format(hours / 24)} d`;
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
