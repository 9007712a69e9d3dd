import { expect, test } from 'vitest';
import { dateIn, dateStart, startOfDay, startOfWeek, wallClock } from './zoned-day';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const at = (text: string) => Date.parse(text);

test('a day begins when the zone says so', () => {
  expect(iso(startOfDay(at('2026-11-22T09:30:00.250Z'), 'UTC'))).toBe('2026-11-22T00:00:00.000Z');
  expect(iso(startOfDay(at('2026-11-22T02:00:00Z'), 'America/New_York'))).toBe(
    '2026-11-21T05:00:00.000Z',
  );
  expect(iso(startOfDay(at('2026-11-22T22:00:00Z'), 'Asia/Kolkata'))).toBe(
    '2026-11-22T18:30:00.000Z',
  );
});

test('days over a change of the clocks are 23 and 25 hours long', () => {
  // Dublin goes forward on 29 March 2026 and back on 25 October 2026, both at 01:00 UTC.
  const spring = at('2026-03-29T12:00:00Z');
  expect(startOfDay(spring, 'Europe/Dublin', 1) - startOfDay(spring, 'Europe/Dublin')).toBe(
    23 * 3_600_000,
  );
  const autumn = at('2026-10-25T12:00:00Z');
  expect(startOfDay(autumn, 'Europe/Dublin', 1) - startOfDay(autumn, 'Europe/Dublin')).toBe(
    25 * 3_600_000,
  );
});

test('weeks begin on Monday', () => {
  // 22 November 2026 is a Sunday.
  expect(iso(startOfWeek(at('2026-11-22T09:30:00Z'), 'UTC'))).toBe('2026-11-16T00:00:00.000Z');
  expect(iso(startOfWeek(at('2026-11-22T09:30:00Z'), 'UTC', -1))).toBe('2026-11-09T00:00:00.000Z');
  expect(iso(startOfWeek(at('2026-11-23T00:00:00Z'), 'UTC'))).toBe('2026-11-23T00:00:00.000Z');
});

test('a date and its first moment are each other', () => {
  for (const zone of ['UTC', 'Europe/Dublin', 'Australia/Lord_Howe', 'Pacific/Kiritimati']) {
    for (const date of ['2026-01-01', '2026-03-29', '2026-10-25', '2026-12-31']) {
      const start = dateStart(date, zone);
      expect(start, `${date} ${zone}`).not.toBeNull();
      expect(dateIn(start ?? 0, zone)).toBe(date);
      expect(dateIn((start ?? 0) - 1, zone)).not.toBe(date);
    }
  }
  expect(dateStart('2026-13-01', 'UTC')).toBeNull();
  expect(dateStart('yesterday', 'UTC')).toBeNull();
});

test('the wall clock keeps the milliseconds', () => {
  expect(iso(wallClock(at('2026-07-01T00:00:00.123Z'), 'Europe/Dublin'))).toBe(
    '2026-07-01T01:00:00.123Z',
  );
});
