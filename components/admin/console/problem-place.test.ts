import { expect, test } from 'vitest';
import { placeOf } from './problem-place';

const SQL = 'SELECT\n  nme, "a b"\nFROM events';
const marked = (line: number, column: number | null) => {
  const { from, to } = placeOf(SQL, line, column);
  return SQL.slice(from, to);
};

test('the word at a place is marked, or the line where no column is said', () => {
  expect(marked(2, 3)).toBe('nme');
  expect(marked(2, 8)).toBe('"a b"');
  expect(marked(2, 6)).toBe(',');
  expect(marked(3, null)).toBe('FROM events');
});

test('a place outside the text is brought inside', () => {
  expect(placeOf(SQL, 99, 99)).toEqual({ from: SQL.length, to: SQL.length });
  expect(placeOf(SQL, 0, 0)).toEqual({ from: 0, to: 6 });
  expect(placeOf('', 1, 1)).toEqual({ from: 0, to: 0 });
});
