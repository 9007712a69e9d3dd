import { expect, test } from 'vitest';
import { type FigureFormat, formatFigure, formatTick } from './figure';

test.each([
  ['latency', 0, '0 ms'],
  ['latency', 999, '999 ms'],
  ['latency', 1_250, '1.25 s'],
  ['latency', 61_000, '1 min 01 s'],
  ['bytes', 0, '0 B'],
  ['bytes', 1_023, '1,023 B'],
  ['bytes', 1_536, '1.5 KiB'],
  ['bytes', 20 * 2 ** 20, '20 MiB'],
  ['bytes', 3 * 2 ** 50, '3,072 TiB'],
  ['latency', null, '–'],
] as const)('%s: %s is %s', (format, value, text) => {
  expect(formatFigure(value, format)).toBe(text);
});

test('an axis says units too, and shortens counts', () => {
  const ticks: [FigureFormat, number, string][] = [
    ['bytes', 2_048, '2 KiB'],
    ['latency', 40, '40 ms'],
    ['count', 12_000, '12K'],
  ];
  for (const [format, value, text] of ticks)
    expect(formatTick(value, format)).toMatch(new RegExp(`^${text}$`, 'i'));
});
