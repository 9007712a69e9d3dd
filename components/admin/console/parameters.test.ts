import { expect, test } from 'vitest';
import { fillingOf, fillingsOf, guessKind, parameterNames, valuesOf } from './parameters';

test('names stand after a colon, outside texts, quoted names and comments', () => {
  const sql = `SELECT ':no', 'it''s :no', ":no" -- :no
    /* :no */ FROM events WHERE dt >= :since AND dt < :until AND x::no > 1 AND dt <> :since`;
  expect(parameterNames(sql)).toEqual(['since', 'until']);
  expect(parameterNames("SELECT 'never ends :no")).toEqual([]);
  expect(parameterNames('SELECT /* never ends :no')).toEqual([]);
  expect(parameterNames("SELECT 'a:b', time '10:30' = :at, a[1:2]")).toEqual(['at']);
});

test('the kind is read from the value, else from the name', () => {
  expect(guessKind('x', '12.5')).toBe('number');
  expect(guessKind('x', '-3e2')).toBe('number');
  expect(guessKind('x', '2026-01-31')).toBe('date');
  expect(guessKind('x', 'teapot')).toBe('text');
  expect(guessKind('since', '')).toBe('date');
  expect(guessKind('least_views', '')).toBe('number');
  expect(guessKind('term', '')).toBe('text');
});

test('values are what their kind says, and what is missing is named', () => {
  const sql = 'SELECT 1 WHERE a = :since AND b > :least AND c = :term';
  const fillings = fillingsOf({ since: '2026-01-31', least: 3, term: '007', other: 'x' });
  expect(valuesOf(sql, fillings)).toEqual({
    ok: true,
    values: { since: '2026-01-31', least: 3, term: '007' },
  });
  expect(valuesOf(sql, {})).toMatchObject({ ok: false, name: 'since' });
  expect(
    valuesOf(sql, { ...fillings, least: { text: 'many', kind: 'number', chosen: true } }),
  ).toEqual({ ok: false, name: 'least', message: ':least takes a number.' });
});

test('a name that every object has is filled in like any other', () => {
  expect(fillingOf({}, 'constructor')).toEqual({ text: '', kind: 'text', chosen: false });
  expect(valuesOf('SELECT :constructor', {})).toEqual({ ok: true, values: { constructor: '' } });
});
