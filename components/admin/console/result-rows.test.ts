import { describe, expect, test } from 'vitest';
import type { QueryValue } from '@/lib/analytics/query-engine';
import { nextOrder, orderRows } from './result-order';
import { createResultRows } from './result-rows';

const COLUMNS = [
  { name: 'n', type: 'BIGINT' },
  { name: 'text', type: 'VARCHAR' },
  { name: 'mixed', type: 'VARCHAR' },
];

function resultOf(rows: readonly (readonly QueryValue[])[]) {
  const result = createResultRows(COLUMNS);
  result.add(rows);
  return result;
}

const columnOf = (result: ReturnType<typeof resultOf>, column: number, down = false) =>
  [...(orderRows(result, { column, down }) ?? [])].map((row) => result.value(row, column));

describe('rows', () => {
  test('come back as they were added, whatever a column holds', () => {
    const rows: QueryValue[][] = [
      [1, 'a', 1.5],
      [null, null, null],
      [-0.25, '', 'word'],
      [9_007_199_254_740_991, 'a', true],
      [0, 'ä', false],
    ];
    const result = resultOf(rows);
    expect(result.length).toBe(rows.length);
    expect(rows.map((row, at) => row.map((_, column) => result.value(at, column)))).toEqual(rows);
    expect(result.value(rows.length, 0)).toBeNull();
    expect(result.value(0, 3)).toBeNull();
  });

  test('grow over many pieces, with more values than are shared', () => {
    const result = createResultRows(COLUMNS);
    for (let piece = 0; piece < 50; piece += 1) {
      result.add(
        Array.from({ length: 600 }, (_, at) => {
          const n = piece * 600 + at;
          return [n, `id-${n}`, n < 700 ? n : `late-${n % 7}`];
        }),
      );
    }
    expect(result.length).toBe(30_000);
    for (const n of [0, 699, 700, 20_005, 29_999]) {
      expect(result.value(n, 0)).toBe(n);
      expect(result.value(n, 1)).toBe(`id-${n}`);
      expect(result.value(n, 2)).toBe(n < 700 ? n : `late-${n % 7}`);
    }
  });
});

describe('order', () => {
  test('numbers are numbers, texts go by their letters, NULL comes last both ways', () => {
    const result = resultOf([
      [10, 'b', 'x'],
      [null, 'B', 2],
      [9, null, null],
      [-1, 'a', 10],
    ]);
    expect(columnOf(result, 0)).toEqual([-1, 9, 10, null]);
    expect(columnOf(result, 0, true)).toEqual([10, 9, -1, null]);
    expect(columnOf(result, 1)).toEqual(['B', 'a', 'b', null]);
    expect(columnOf(result, 1, true)).toEqual(['b', 'a', 'B', null]);
    expect(columnOf(result, 2)).toEqual([2, 10, 'x', null]);
  });

  test('equal rows stay as they came, also where there are too many values to share', () => {
    const result = createResultRows(COLUMNS);
    result.add(Array.from({ length: 25_000 }, (_, n) => [1, `id-${n}`, null]));
    result.add([
      [1, 'id-24999', null],
      [1, 'id-24998', null],
    ]);
    expect(orderRows(result, { column: 0, down: true })?.[24_999]).toBe(24_999);
    const texts = [...(orderRows(result, { column: 1, down: false }) ?? [])];
    const at = texts.indexOf(24_999);
    expect(texts.slice(at - 2, at + 2)).toEqual([24_998, 25_001, 24_999, 25_000]);
  });

  test('a heading leads up, down and back', () => {
    const up = nextOrder(null, 2);
    expect(up).toEqual({ column: 2, down: false });
    const down = nextOrder(up, 2);
    expect(down).toEqual({ column: 2, down: true });
    expect(nextOrder(down, 2)).toBeNull();
    expect(nextOrder(down, 1)).toEqual({ column: 1, down: false });
    expect(orderRows(resultOf([]), null)).toBeNull();
  });
});
