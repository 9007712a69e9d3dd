import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { type Scope, scopedBy } from './scope';
import { words } from './sql-text';
import { bucketsOf, localMs } from './time-buckets';

const scope = scopedBy({});
const utc = (text: string) => Date.parse(`${text}Z`);

function starts(given: Partial<Scope>, from: string, to: string): string[] {
  const [from_ms, to_ms] = [utc(from), utc(to)];
  const asked = scope.parse({ from_ms, to_ms, ...given });
  return bucketsOf(asked, { from: from_ms, to: to_ms }).map(({ start }) =>
    new Date(start).toISOString().slice(0, 16),
  );
}

test('hours, days, weeks from Monday, and months of UTC', () => {
  expect(starts({ granularity: 'hour' }, '2026-10-25T10:20', '2026-10-25T12:00')).toEqual([
    '2026-10-25T10:00',
    '2026-10-25T11:00',
  ]);
  expect(starts({ granularity: 'day' }, '2026-10-25T10:20', '2026-10-26T00:01')).toEqual([
    '2026-10-25T00:00',
    '2026-10-26T00:00',
  ]);
  // 25 October 2026 is a Sunday.
  expect(starts({ granularity: 'week' }, '2026-10-25T10:20', '2026-10-26T00:01')).toEqual([
    '2026-10-19T00:00',
    '2026-10-26T00:00',
  ]);
  expect(starts({ granularity: 'month' }, '2026-12-25T10:20', '2027-02-01T00:01')).toEqual([
    '2026-12-01T00:00',
    '2027-01-01T00:00',
    '2027-02-01T00:00',
  ]);
});

test('days follow the clocks: that on which Dublin sets them back has 25 hours', () => {
  const days = { granularity: 'day', time_zone: 'Europe/Dublin' } as const;
  expect(starts(days, '2026-10-24T12:00', '2026-10-26T12:00')).toEqual([
    '2026-10-23T23:00',
    '2026-10-24T23:00',
    '2026-10-26T00:00',
  ]);
  // The hour from one to two is there twice, and one bucket.
  expect(starts({ ...days, granularity: 'hour' }, '2026-10-25T00:00', '2026-10-25T03:00')).toEqual([
    '2026-10-25T00:00',
    '2026-10-25T02:00',
  ]);
});

test('a day whose first hour is left out starts when the clocks jump', () => {
  // In Santiago, 6 September 2026 starts at one o'clock: 04:00 UTC.
  const days = { granularity: 'day', time_zone: 'America/Santiago' } as const;
  expect(starts(days, '2026-09-05T12:00', '2026-09-07T12:00')).toEqual([
    '2026-09-05T04:00',
    '2026-09-06T04:00',
    '2026-09-07T03:00',
  ]);
});

test('SQL adds numbers only, and only as many as the clocks changed', () => {
  const year = { from: utc('2026-01-15T00:00'), to: utc('2026-12-15T00:00') };
  const local = (zone: string, { from, to } = year) => localMs(zone, from, to, words('ms')).sql;
  expect(local('UTC')).toBe('ms');
  expect(local('Asia/Kathmandu')).toBe(`(ms + ${5.75 * HOUR_MS})`);
  expect(local('Europe/Dublin')).toBe(
    `CASE WHEN ms < ${utc('2026-03-29T01:00')} THEN ms + 0 WHEN ms < ${utc('2026-10-25T01:00')} THEN ms + ${HOUR_MS} ELSE ms + 0 END`,
  );
  const may = { from: utc('2026-05-01T00:00'), to: utc('2026-05-01T00:00') + DAY_MS };
  expect(local('Europe/Dublin', may)).toBe(`(ms + ${HOUR_MS})`);
});
