import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { startOfDay, startOfWeek } from './zoned-day';

/** The stretches of time an admin can look at with one click; all but last week end now. */
export const TIME_RANGES = {
  '1h': { label: 'Last hour', before: 'the hour before' },
  today: { label: 'Today', before: 'the same time before midnight' },
  '24h': { label: '24 hours', before: 'the 24 hours before' },
  '7d': { label: '7 days', before: 'the 7 days before' },
  last_week: { label: 'Last week', before: 'the week before' },
  '30d': { label: '30 days', before: 'the 30 days before' },
  '90d': { label: '90 days', before: 'the 90 days before' },
} as const;

export type TimeRange = keyof typeof TIME_RANGES;
export const DEFAULT_RANGE: TimeRange = '24h';

const LENGTH_MS: Record<Exclude<TimeRange, 'today' | 'last_week'>, number> = {
  '1h': HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
};

export function isTimeRange(text: unknown): text is TimeRange {
  return typeof text === 'string' && Object.hasOwn(TIME_RANGES, text);
}

/**
 * [from_ms, to_ms): up to and with the millisecond `now`, but for last week, which is Monday to Sunday.
 * Days and weeks are those of the zone.
 */
export function resolveRange(
  range: TimeRange,
  now: number,
  zone = 'UTC',
): { readonly from_ms: number; readonly to_ms: number } {
  const to_ms = now + 1;
  if (range === 'today') return { from_ms: startOfDay(now, zone), to_ms };
  if (range === 'last_week') {
    return { from_ms: startOfWeek(now, zone, -1), to_ms: startOfWeek(now, zone) };
  }
  return { from_ms: to_ms - LENGTH_MS[range], to_ms };
}
