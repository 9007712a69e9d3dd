import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakeLake } from '@/lib/testing/lake-events';
import { placeholdersOutsideWhere } from '@/lib/testing/placeholders';
import { athenaLiteral, athenaStatement } from './athena-statement';
import { athenaValue } from './athena-values';
import { createDuckdbEngine } from './duckdb';

test.each([
  ["it's", "'it''s'"],
  ["'' OR 1=1 --", "''''' OR 1=1 --'"],
  ['a\\', "'a\\'"],
  ['', "''"],
  [null, 'NULL'],
  [true, 'true'],
  [-0, '0'],
  [1_795_000_000_000, '1795000000000'],
  [-7, '-7'],
  [2.5, '2.5e0'],
  [1e21, '1e21'],
  [1e-7, '1e-7'],
])('%j is written %s', (value, literal) => {
  expect(athenaLiteral(value)).toBe(literal);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', (value) => {
  expect(() => athenaLiteral(value)).toThrow(/not a number/);
});

test('a literal means the value, whatever it is', async () => {
  const engine = createDuckdbEngine({ lake: createFakeLake() });
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      fc.pre(typeof given !== 'string' || !given.includes('\0'));
      // In floating point: 1 less the smallest integer of 32 bits is none.
      const { text } = athenaStatement('SELECT 1e0 -? AS less, ? AS it', [
        typeof given === 'number' ? given : 0,
        given,
      ]);
      const { rows } = await engine.query(text);
      const less = typeof given === 'number' ? 1 - given : 1;
      expect(rows).toEqual([[less + 0, typeof given === 'number' ? given + 0 : given]]);
    }),
    { numRuns: 200 },
  );
  await engine.close();
});

describe('where a parameter may stay', () => {
  test.each([
    ['SELECT 1 WHERE a = ?', 1],
    ['SELECT 1 WHERE (a = ? OR (b = ?)) AND c IN (?, ?)', 4],
    ['SELECT ?', 0],
    ['SELECT 1 WHERE a = ? GROUP BY ?', 1],
    ['SELECT 1 WHERE a = ? LIMIT ?', 1],
    ['SELECT 1 WHERE a IN (SELECT ? FROM b WHERE c = ?)', 1],
    ['SELECT 1 WHERE CASE WHEN a = ? THEN b END = ?', 1],
    [`SELECT 'WHERE ?', "WHERE ?" -- WHERE ?\n/* WHERE ? */ WHERE a = ?`, 1],
  ])('%s: %i', (sql, left) => {
    const count = athenaCount(sql);
    const { text, parameters } = athenaStatement(sql, Array(count).fill(7));
    expect(parameters).toEqual(Array(left).fill('7'));
    expect(placeholdersOutsideWhere(text.replace(/--.*\n|\/\*.*\*\/|"[^"]*"/g, ''))).toEqual([]);
  });

  test('the values keep their places', () => {
    expect(athenaStatement('SELECT ?, ? WHERE ? = ? ORDER BY ?', [1, 'b', 3, -4, 5])).toEqual({
      text: "SELECT 1, 'b' WHERE ? = ? ORDER BY 5",
      parameters: ['3', '-4'],
    });
  });
});

/** `?` outside of texts, quoted names and comments. */
function athenaCount(sql: string): number {
  return sql.replace(/'[^']*'|"[^"]*"|--.*\n|\/\*.*\*\//g, '').split('?').length - 1;
}

test('too few, too many and too long are the caller’s', () => {
  expect(() => athenaStatement('SELECT ?', [])).toThrow('the statement takes 1 parameters, got 0');
  expect(() => athenaStatement('SELECT 1', [1])).toThrow('the statement takes 0 parameters, got 1');
  const least = Buffer.byteLength("SELECT ''");
  const longest = 'x'.repeat(262_144 - least);
  expect(athenaStatement('SELECT ?', [longest]).text).toHaveLength(262_144);
  expect(() => athenaStatement('SELECT ?', [`${longest}x`])).toThrow(/262145 bytes/);
});

test.each([
  ['7', 'bigint', 7],
  ['19.90', 'decimal', 19.9],
  ['1.0E7', 'double', 1e7],
  ['NaN', 'double', Number.NaN],
  ['-Infinity', 'double', Number.NEGATIVE_INFINITY],
  ['false', 'boolean', false],
  ['', 'varchar', ''],
  [undefined, 'bigint', null],
  ['2026-11-22', 'date', '2026-11-22'],
  ['2026-11-22 10:00:00.000', 'timestamp', '2026-11-22T10:00:00.000'],
  ['2026-11-22 10:00:00', 'timestamp', '2026-11-22T10:00:00.000'],
  ['2026-11-22 10:00:00.123456', 'timestamp', '2026-11-22T10:00:00.123'],
  ['2026-11-22 10:00:00.250 UTC', 'timestamp with time zone', '2026-11-22T10:00:00.250Z'],
  ['2026-11-22 10:00:00.250 +05:45', 'timestamp with time zone', '2026-11-22T04:15:00.250Z'],
  ['2026-11-22 10:00:00.250 -03:30', 'timestamp with time zone', '2026-11-22T13:30:00.250Z'],
  ['2026-07-01 10:00:00.250 Europe/Dublin', 'timestamp with time zone', '2026-07-01T09:00:00.250Z'],
  ['2026-10-25 00:30:00.000 Europe/Dublin', 'timestamp with time zone', '2026-10-24T23:30:00.000Z'],
  ['2026-10-25 03:00:00.000 Europe/Dublin', 'timestamp with time zone', '2026-10-25T03:00:00.000Z'],
  ['2026-11-22 10:00:00 Nowhere/At', 'timestamp with time zone', '2026-11-22 10:00:00 Nowhere/At'],
  ['[1, 2]', 'array', '[1, 2]'],
])('%j of type %s is %j', (text, type, value) => {
  expect(athenaValue(text, type)).toEqual(value);
});
