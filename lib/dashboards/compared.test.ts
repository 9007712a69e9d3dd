import { expect, test } from 'vitest';
import { compared } from './compared';

test('a row is compared with its like of the period before', () => {
  const rows = [
    { period: 'current', name: 'a', sessions: 30 },
    { period: 'current', name: 'b', sessions: 5 },
    { period: 'before', name: 'a', sessions: 20 },
    { period: 'before', name: 'c', sessions: 9 },
  ] as const;
  expect(
    compared(
      rows,
      ({ name }) => name,
      ({ sessions }) => sessions,
    ).map(({ name, change }) => [name, change]),
  ).toEqual([
    ['a', 0.5],
    ['b', null],
  ]);
});
