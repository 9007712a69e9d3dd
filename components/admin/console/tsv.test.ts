import { expect, test } from 'vitest';
import { createResultRows } from './result-rows';
import { toTsv } from './tsv';

test('rows are lines and cells stay cells, in the order shown', () => {
  const rows = createResultRows([
    { name: 'n', type: 'BIGINT' },
    { name: 'a "b"', type: 'VARCHAR' },
  ]);
  rows.add([
    [-1, 'plain'],
    [null, 'tab\there'],
    [0.5, 'two\nlines "and" quotes'],
    [3, null],
  ]);
  expect(toTsv(rows, Uint32Array.of(3, 2, 1, 0))).toBe(
    ['n\t"a ""b"""', '3\t', '0.5\t"two\nlines ""and"" quotes"', '\t"tab\there"', '-1\tplain'].join(
      '\n',
    ),
  );
});

test('a text that a spreadsheet would run is only a text', () => {
  const rows = createResultRows([{ name: 'term', type: 'VARCHAR' }]);
  rows.add([['=HYPERLINK("https://evil.example")'], ['+1'], ['@x'], ['a=b']]);
  expect(toTsv(rows, null).split('\n')).toEqual([
    'term',
    `"'=HYPERLINK(""https://evil.example"")"`,
    "'+1",
    "'@x",
    'a=b',
  ]);
});
