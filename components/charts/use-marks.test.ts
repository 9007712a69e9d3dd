import { expect, test } from 'vitest';
import { nextMark } from './use-marks';

test('arrows go along a line, where up is on', () => {
  expect(nextMark(null, 'ArrowRight', 5, 5)).toBe(0);
  expect(nextMark(1, 'ArrowRight', 5, 5)).toBe(2);
  expect(nextMark(1, 'ArrowUp', 5, 5)).toBe(2);
  expect(nextMark(1, 'ArrowDown', 5, 5)).toBe(0);
  expect(nextMark(4, 'ArrowRight', 5, 5)).toBe(4);
  expect(nextMark(0, 'ArrowLeft', 5, 5)).toBe(0);
});

test('in a grid up and down go from row to row, and stop at its edge', () => {
  expect(nextMark(1, 'ArrowDown', 6, 3)).toBe(4);
  expect(nextMark(4, 'ArrowUp', 6, 3)).toBe(1);
  expect(nextMark(4, 'ArrowDown', 6, 3)).toBe(4);
});

test('Home and End are the ends, other keys and no marks lead nowhere', () => {
  expect(nextMark(3, 'Home', 6, 3)).toBe(0);
  expect(nextMark(3, 'End', 6, 3)).toBe(5);
  expect(nextMark(3, 'a', 6, 3)).toBeNull();
  expect(nextMark(null, 'ArrowRight', 0, 0)).toBeNull();
});
