import { describe, expect, test } from 'vitest';
import { overviewReport } from '@/lib/analytics/reports/overview';
import { stretchesOf } from '@/lib/analytics/reports/scope';
import { isTimeRange, resolveRange, TIME_RANGES, type TimeRange } from './time-range';

const NOW = Date.UTC(2026, 10, 22, 9, 30);
const MIDNIGHT = Date.UTC(2026, 10, 22);
const HOUR_MS = 60 * 60 * 1000;

/** What each label promises, written out: the lengths must not come from the code they judge. */
const SPANS: Readonly<Record<TimeRange, { label: string; before: string; ms: number }>> = {
  '1h': { label: 'Last hour', before: 'the hour before', ms: HOUR_MS },
  // From midnight to now, and with the millisecond that is now.
  today: { label: 'Today', before: 'the same time before midnight', ms: 9.5 * HOUR_MS + 1 },
  '24h': { label: '24 hours', before: 'the 24 hours before', ms: 24 * HOUR_MS },
  '7d': { label: '7 days', before: 'the 7 days before', ms: 7 * 24 * HOUR_MS },
  '30d': { label: '30 days', before: 'the 30 days before', ms: 30 * 24 * HOUR_MS },
};

test('no range is offered that is not judged here', () => {
  expect(Object.keys(TIME_RANGES)).toEqual(Object.keys(SPANS));
});

describe.each(Object.entries(SPANS))('%s', (name, { label, before, ms }) => {
  if (!isTimeRange(name)) throw new Error(`${name} is no range`);
  const { from_ms, to_ms } = resolveRange(name, NOW);

  test('spans what its label says, up to and with this millisecond', () => {
    expect(TIME_RANGES[name]).toEqual({ label, before });
    expect(to_ms).toBe(NOW + 1);
    expect(to_ms - from_ms).toBe(ms);
  });

  test('is compared with the same length right before it', () => {
    const scope = overviewReport.parameters.parse({ from_ms, to_ms, compare: 'before' });
    expect(stretchesOf(scope)).toEqual([
      { period: 'current', from: from_ms, to: to_ms },
      { period: 'before', from: from_ms - ms, to: from_ms },
    ]);
  });
});

test('today starts at midnight UTC, and at midnight holds one millisecond', () => {
  expect(resolveRange('today', NOW).from_ms).toBe(MIDNIGHT);
  expect(resolveRange('today', MIDNIGHT)).toEqual({ from_ms: MIDNIGHT, to_ms: MIDNIGHT + 1 });
});

test('knows its ranges from anything else', () => {
  for (const range of Object.keys(TIME_RANGES)) expect(isTimeRange(range)).toBe(true);
  for (const other of ['', '2h', 'toString', undefined, ['1h'], 1]) {
    expect(isTimeRange(other)).toBe(false);
  }
});
