import { expect, test } from 'vitest';
import { cellText, columnLook } from './columns';

test('a column is written as its name says', () => {
  expect(columnLook('cart_rate', 0.2)).toEqual({ label: 'Cart rate', format: 'share' });
  expect(columnLook('revenue', 12)).toEqual({ label: 'Revenue', format: 'money' });
  expect(columnLook('median_duration_ms', 61_000).format).toBe('duration');
  expect(columnLook('sessions', 5).format).toBe('count');
  expect(columnLook('country', 'IE').format).toBe('text');
  expect(cellText(0.25, columnLook('cart_rate', 0.25))).toBe('25%');
  expect(cellText(null, columnLook('cart_rate', 0.25))).toBe('–');
});
