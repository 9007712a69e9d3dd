import { expect, test } from 'vitest';
import { fillIn, parameterNames } from './named-parameters';
import { characterAt, offsetOf, positionOf } from './position';

test('a name becomes a mark, and its value stands in its place, as often as it is named', () => {
  const sql = 'SELECT :a, :b, :a FROM events WHERE x = :long_name2';
  expect(fillIn(sql, { a: 1, b: null, long_name2: 'x' })).toMatchObject({
    sql: 'SELECT ?, ?, ? FROM events WHERE x = ?',
    parameters: [1, null, 1, 'x'],
  });
});

test.each([
  `SELECT ':a', 'it''s :a'`,
  'SELECT 1 AS ":a", 2 AS "say "":a"""',
  'SELECT 1 -- :a\n',
  'SELECT 1 /* :a\n :b */',
  `SELECT 'x'::varchar, x::integer`,
  `SELECT TIME '10:00:00', "timestamp"`,
])('nothing in texts, names, comments and casts is one: %s', (sql) => {
  expect(parameterNames(sql)).toEqual([]);
  expect(fillIn(sql, {}).sql).toBe(sql);
});

test.each([
  ['SELECT :a', {}, 'the parameter :a has no value', 7],
  ['SELECT :constructor', {}, 'the parameter :constructor has no value', 7],
  ['SELECT 1', { b: 1 }, 'the SQL has no parameter called "b"', null],
  ["SELECT ':b'", { b: 1 }, 'the SQL has no parameter called "b"', null],
  ['SELECT ?', {}, 'give a parameter a name: write :name, not ?', 7],
])('%s with %j is told', (sql, given, message, at) => {
  expect(() => fillIn(sql, given)).toThrow(
    expect.objectContaining({ code: 'invalid', message, at }),
  );
});

test('a value is never SQL', () => {
  const { sql, parameters } = fillIn('SELECT :a', { a: "1'; DROP VIEW events --" });
  expect(sql).toBe('SELECT ?');
  expect(parameters).toEqual(["1'; DROP VIEW events --"]);
});

test('places are found again in the SQL as it was asked', () => {
  const asked = 'SELECT :first,\n  :second, nope\nFROM events';
  const { sql, back } = fillIn(asked, { first: 1, second: 2 });
  expect(back(sql.indexOf('nope'))).toBe(asked.indexOf('nope'));
  expect(back(sql.indexOf('FROM'))).toBe(asked.indexOf('FROM'));
  expect(back(0)).toBe(0);
  expect(positionOf(asked, asked.indexOf('nope'))).toEqual({ line: 2, column: 12 });
});

test('lines and columns begin at 1, and a byte is not a character', () => {
  const text = 'é\n\n💶x';
  for (const at of [0, 1, 2, 3, 5]) expect(offsetOf(text, positionOf(text, at))).toBe(at);
  expect(positionOf(text, 2)).toEqual({ line: 2, column: 1 });
  expect(offsetOf(text, { line: 9, column: 9 })).toBe(text.length);
  expect(characterAt(text, Buffer.byteLength('é\n\n💶'))).toBe(text.indexOf('x'));
});
