import { expect, test } from 'vitest';
import { stockState, stockWords } from './stock';

test.each([
  [0, 'out', 'Sold out'],
  [1, 'last', 'Last one'],
  [5, 'last', 'Last 5'],
  [6, 'in', 'In stock'],
] as const)('%i on the shelf', (stock, state, words) => {
  expect(stockState(stock)).toBe(state);
  expect(stockWords(stock)).toBe(words);
});
