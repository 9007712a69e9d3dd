import { expect, test } from 'vitest';
import { PRODUCT_FILTERS, SESSION_FILTERS } from '@/lib/analytics/reports/scope';
import {
  FILTER_NAMES,
  filterValues,
  isLive,
  rangeLabel,
  scopeOf,
  toggled,
  withValues,
} from './scope-query';

const query = (text: string) => new URLSearchParams(text);

test('every filter of the reports can be set, and no other', () => {
  expect([...FILTER_NAMES].sort()).toEqual([...SESSION_FILTERS, ...PRODUCT_FILTERS].sort());
});

test('an address says what it leaves out, and keeps the page to itself', () => {
  expect(scopeOf(query('')).toString()).toBe('range=24h&compare=before');
  expect(scopeOf(query('range=nonsense&mode=closed&actor=bot')).toString()).toBe(
    'range=24h&actor=bot&compare=before',
  );
  expect(scopeOf(query('range=7d&from_ms=5&to_ms=9&compare=none')).toString()).toBe(
    'from_ms=5&to_ms=9&compare=none',
  );
  expect(scopeOf(query('from_ms=5')).toString()).toBe('range=24h&compare=before');
});

test('filters are lists that values join and leave', () => {
  const one = toggled(query('range=7d'), 'device_type', 'mobile');
  expect(one.toString()).toBe('range=7d&device_type=mobile');
  const two = toggled(one, 'device_type', 'tablet');
  expect(filterValues(two, 'device_type')).toEqual(['mobile', 'tablet']);
  expect(toggled(toggled(two, 'device_type', 'mobile'), 'device_type', 'tablet').toString()).toBe(
    'range=7d',
  );
});

test('values are set and left off', () => {
  expect(withValues(query('a=1&b=2'), { a: null, b: 3, c: '' }).toString()).toBe('b=3');
});

test('a stretch has words, and says whether it goes on', () => {
  expect(rangeLabel(query('range=last_week'))).toBe('Last week');
  expect(isLive(query('range=last_week'))).toBe(false);
  expect(isLive(query('range=7d'))).toBe(true);
  const day = { from_ms: Date.UTC(2026, 10, 1), to_ms: Date.UTC(2026, 10, 2) };
  expect(rangeLabel(withValues(query(''), day))).toBe('2026-11-01');
  expect(rangeLabel(withValues(query('time_zone=Asia/Tokyo'), day))).toBe(
    '2026-11-01 to 2026-11-02',
  );
  expect(isLive(withValues(query(''), day))).toBe(false);
  expect(rangeLabel(withValues(query('time_zone=Moon'), day))).toBe('2026-11-01');
});
