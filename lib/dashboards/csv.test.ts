import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvValue, toCsv } from './csv';

/** RFC 4180 read letter by letter; answers each cell and whether it was quoted. */
function parse(text: string): { text: string; quoted: boolean }[][] {
  const rows: { text: string; quoted: boolean }[][] = [[]];
  let at = 0;
  const row = () => rows.at(-1) ?? [];
  while (at < text.length) {
    let value = '';
    const quoted = text[at] === '"';
    if (quoted) {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('a quote is not closed');
        if (text[at] === '"') at += 1;
        value += text[at];
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') value += text[at++];
    }
    row().push({ text: value, quoted });
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      if (at < text.length) rows.push([]);
    } else if (at < text.length) throw new Error(`${JSON.stringify(text[at])} after a cell`);
  }
  return rows;
}

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    "'",
    ',',
    ';',
    '\ufeff',
    'a',
    'é',
    '1',
    '＝',
  ),
  maxLength: 12,
});
const value = fc.oneof(
  nasty,
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

test('whatever a cell holds, the file reads back to it, and no text in it is a formula', () => {
  const table = fc.integer({ min: 1, max: 5 }).chain((width) => {
    const row = fc.array<CsvValue>(value, { minLength: width, maxLength: width });
    return fc.tuple(
      fc.array(nasty, { minLength: width, maxLength: width }),
      fc.array(row, { maxLength: 8 }),
    );
  });
  fc.assert(
    fc.property(table, ([columns, rows]) => {
      const text = toCsv(columns, rows);
      expect(text[0]).toBe('\ufeff');
      const read = parse(text.slice(1));
      const given: readonly (readonly CsvValue[])[] = [columns, ...rows];
      expect(read.map((row) => row.length)).toEqual(given.map((row) => row.length));
      given.forEach((row, y) => {
        row.forEach((original, x) => {
          const found = read[y]?.[x];
          expect(found?.quoted).toBe(typeof original === 'string');
          if (typeof original !== 'string') {
            expect(found?.text).toBe(original === null ? '' : String(original));
            return;
          }
          expect(found?.text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect([original, `'${original}`]).toContain(found?.text);
        });
      });
    }),
    { numRuns: 1_000 },
  );
});

test('numbers stay numbers', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        [-1.5, '-1.5'],
        [null, 'x"y'],
      ],
    ),
  ).toBe('\ufeff"a","b"\r\n-1.5,"\'-1.5"\r\n,"x""y"\r\n');
});
