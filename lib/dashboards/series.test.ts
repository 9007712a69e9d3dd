import { expect, test } from 'vitest';
import { seriesPoints } from './series';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 2);
const row = (period: 'current' | 'before', bucket_ms: number, sessions: number) => ({
  period,
  bucket_ms,
  sessions,
});
const points = (rows: ReturnType<typeof row>[], zone = 'UTC') =>
  seriesPoints(rows, ({ sessions }) => sessions, zone);

test('the period before lies under the current one, place by place, whatever the order of rows', () => {
  const rows = [
    row('before', START - DAY, 9),
    row('current', START + DAY, 2),
    row('before', START - 2 * DAY, 8),
    row('current', START, 1),
    row('current', START + 2 * DAY, 3),
  ];
  expect(points(rows).map(({ value, before }) => [value, before])).toEqual([
    [1, 8],
    [2, 9],
    [3, null],
  ]);
});

test('without a period before there is nothing under it', () => {
  expect(points([row('current', START, 1)])[0]).not.toHaveProperty('before');
});

test('days, hours, weeks and months are written as such, by the zone', () => {
  const at = (step: number) => points([row('current', START, 1), row('current', START + step, 1)]);
  expect(at(DAY)[0]).toMatchObject({ short: '2 Nov', long: 'Mon, 2 Nov' });
  expect(at(HOUR)[0]?.short).toBe('00:00');
  expect(at(7 * DAY)[0]?.long).toBe('Week of Mon, 2 Nov');
  expect(at(30 * DAY)[0]?.short).toBe('Nov 2026');
  const tokyo = points([row('current', START, 1), row('current', START + HOUR, 1)], 'Asia/Tokyo');
  expect(tokyo[0]?.short).toBe('09:00');
});
