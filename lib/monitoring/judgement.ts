import { MINUTE_MS } from '@/lib/common/clock';
import type { Measure, Statistic, Threshold } from './measures';
import type { AlarmState } from './metric-store';

export interface Judgement {
  readonly state: AlarmState;
  /** Since when, where it is an alarm. */
  readonly sinceMs: number | null;
  /** The newest value that was judged. */
  readonly value: number | null;
}

/**
 * Holds a measure to its threshold as CloudWatch would, with missing data not breaching: an alarm
 * where each of the newest periods lies beyond the limit.
 * @param values one a minute, the last of them ending at `toMs`
 */
export function judge(
  measure: Pick<Measure, 'statistic'>,
  threshold: Threshold,
  values: readonly (number | null)[],
  toMs: number,
): Judgement {
  const size = threshold.periodMs / MINUTE_MS;
  const periods: (number | null)[] = [];
  // Whole periods, counted back from the end.
  for (let end = values.length; end - size >= 0; end -= size) {
    periods.push(gathered(values.slice(end - size, end), measure.statistic));
  }
  const value = periods.find((one) => one !== null) ?? null;
  if (value === null) return { state: 'INSUFFICIENT_DATA', sinceMs: null, value };
  const quiet = periods.findIndex((one) => !isBeyond(one, threshold));
  const beyond = quiet === -1 ? periods.length : quiet;
  return beyond >= threshold.periods
    ? { state: 'ALARM', sinceMs: toMs - beyond * threshold.periodMs, value }
    : { state: 'OK', sinceMs: null, value };
}

function isBeyond(value: number | null, { is, limit }: Threshold): boolean {
  if (value === null) return false;
  return is === 'above' ? value > limit : value < limit;
}

function gathered(values: readonly (number | null)[], statistic: Statistic): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const sum = known.reduce((a, b) => a + b, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / known.length;
    case 'Maximum':
      return Math.max(...known);
    default:
      return statistic satisfies never;
  }
}
