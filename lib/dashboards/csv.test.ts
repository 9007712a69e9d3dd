import { expect, test } from 'vitest';
import { cellText, columnLook } from './columns';
import { toCsv } from './csv';

test('rows become CSV: nothing for null, quotes where needed, numbers as they are', () => {
  expect(
    toCsv([
      { term: 'a "mug", blue', sessions: 3, rate: null },
      { term: 'x', sessions: -4, rate: 0.5 },
    ]),
  ).toBe('term,sessions,rate\n"a ""mug"", blue",3,\nx,-4,0.5\n');
});

test('a search term cannot become a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) {
    const [, line] = toCsv([{ term: text }]).split('\n');
    expect(line?.replace(/^"/, '').startsWith("'")).toBe(true);
  }
});

test('a column is written as its name says', () => {
  expect(columnLook('cart_rate', 0.2)).toEqual({ label: 'Cart rate', format: 'share' });
  expect(columnLook('revenue', 12)).toEqual({ label: 'Revenue', format: 'money' });
  expect(columnLook('median_duration_ms', 61_000).format).toBe('duration');
  expect(columnLook('sessions', 5).format).toBe('count');
  expect(columnLook('country', 'IE').format).toBe('text');
  expect(cellText(0.25, columnLook('cart_rate', 0.25))).toBe('25%');
  expect(cellText(null, columnLook('cart_rate', 0.25))).toBe('–');
});
