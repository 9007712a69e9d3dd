import { expect, test } from 'vitest';
import { cellCopy, cellWords, firstWidths, isNumeric } from './cell-look';
import { createResultRows } from './result-rows';

const column = (type: string) => ({ name: 'x', type });

test('a decimal has the places of its type, everything else is as it came', () => {
  expect(cellWords(12.5, column('DECIMAL(18,2)'))).toBe('12.50');
  expect(cellWords(12.5, column('decimal(38, 3)'))).toBe('12.500');
  expect(cellWords(12.5, column('DOUBLE'))).toBe('12.5');
  expect(cellWords(1_760_000_000_000, column('BIGINT'))).toBe('1760000000000');
  expect(cellWords(false)).toBe('false');
  expect(cellWords(null)).toBe('NULL');
  expect(cellCopy(null)).toBe('');
});

test('numbers are told by their type in either engine', () => {
  const types = ['BIGINT', 'hugeint', 'integer', 'UTINYINT', 'double', 'DECIMAL(18,2)', 'real'];
  expect(types.filter((type) => !isNumeric(column(type)))).toEqual([]);
  expect(
    ['VARCHAR', 'boolean', 'timestamp', 'interval', 'date'].filter((type) =>
      isNumeric(column(type)),
    ),
  ).toEqual([]);
});

test('a column is as wide as its words, within bounds', () => {
  const rows = createResultRows([column('BIGINT'), { name: 'y', type: 'VARCHAR' }]);
  rows.add([[1, 'x'.repeat(500)]]);
  const [narrow = 0, wide = 0] = firstWidths(rows);
  expect(narrow).toBeLessThan(120);
  expect(wide).toBe(320);
});
