import { expect, test } from 'vitest';
import { cellAfter } from './grid-keys';

const SIZE = { rows: 100, columns: 5, page: 20 };
const after = (row: number, column: number, key: string, far = false) => {
  const to = cellAfter({ row, column }, key, far, SIZE);
  return to && [to.row, to.column];
};

test('arrows go cell by cell and stop at the edges, the headings being one of them', () => {
  expect(after(0, 0, 'ArrowDown')).toEqual([1, 0]);
  expect(after(0, 0, 'ArrowUp')).toEqual([-1, 0]);
  expect(after(-1, 0, 'ArrowUp')).toEqual([-1, 0]);
  expect(after(99, 4, 'ArrowDown')).toEqual([99, 4]);
  expect(after(3, 4, 'ArrowRight')).toEqual([3, 4]);
  expect(after(3, 0, 'ArrowLeft')).toEqual([3, 0]);
});

test('pages, ends, and the far keys', () => {
  expect(after(50, 2, 'PageDown')).toEqual([70, 2]);
  expect(after(95, 2, 'PageDown')).toEqual([99, 2]);
  expect(after(5, 2, 'PageUp')).toEqual([0, 2]);
  expect(after(-1, 2, 'PageUp')).toEqual([-1, 2]);
  expect(after(5, 2, 'Home')).toEqual([5, 0]);
  expect(after(5, 2, 'End', true)).toEqual([99, 4]);
  expect(after(5, 2, 'ArrowUp', true)).toEqual([0, 2]);
  expect(after(5, 2, 'a')).toBeNull();
});

test('without rows there are the headings alone', () => {
  expect(cellAfter({ row: -1, column: 0 }, 'ArrowDown', false, { ...SIZE, rows: 0 })).toEqual({
    row: -1,
    column: 0,
  });
});
