import { expect, test } from 'vitest';
import { type GivenRow, judge } from './judge';

const LESSON = { columns: { day: 'a day', events: 'n', revenue: 'EUR' }, keys: ['day'] };
const TRUTH = [
  { day: '2026-11-02', events: 10, revenue: 24.5 },
  { day: '2026-11-03', events: 20, revenue: 0 },
];
const judged = (...rows: readonly GivenRow[]) => judge(LESSON, TRUTH, rows);

test('the order of rows, the case of names, more columns and text for numbers do not matter', () => {
  const verdict = judged(
    { Revenue: '0.00', events: ' 20', day: '2026-11-03', more: 1 },
    { REVENUE: 24.504, events: 10, day: ' 2026-11-02' },
  );
  expect(verdict).toEqual({ right: true, rows: 2, rightRows: 2, differences: [] });
});

test('what differs is said, and what would be right is not', () => {
  const { right, rightRows, differences } = judged(
    { day: '2026-11-02', events: 11, revenue: 24.4 },
    { day: '2026-11-02', events: 10, revenue: 24.5 },
    { day: '2026-11-09', events: 1, revenue: 1 },
  );
  expect({ right, rightRows }).toEqual({ right: false, rightRows: 0 });
  expect(differences).toEqual([
    'day 2026-11-02: events is too high, revenue is too low.',
    'day 2026-11-02 is there more than once.',
    'There should be no row day 2026-11-09.',
    'Rows are missing.',
  ]);
});

test('a value that is none is wrong, also where 0 is right', () => {
  const [first] = TRUTH;
  for (const revenue of [null, undefined, '', 'nothing']) {
    const verdict = judged({ ...first }, { day: '2026-11-03', events: 20, revenue });
    expect(verdict.differences).toEqual(['day 2026-11-03: revenue is no number.']);
  }
});

test('an answer without rows or without a column is not compared', () => {
  expect(judged().differences).toEqual(['The answer has no rows.']);
  expect(judged({ day: '2026-11-02', events: 10 }).differences).toEqual([
    'It lacks revenue: it has day, events, and day, events, revenue are asked for.',
  ]);
});

test('of many differences a few are named and the rest is counted', () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ day: `d${at}`, events: 1, revenue: 1 }));
  const { differences } = judged(...rows);
  expect(differences).toHaveLength(7);
  expect(differences[5]).toBe('And 35 more differences.');
});
