import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso } from '@/lib/common/clock';
import { parseTime } from './parse-time';

test('reads every time that toIso writes, whatever day was read before', () => {
  const time = fc.integer({
    min: Date.UTC(1970, 0, 1),
    max: Date.UTC(9999, 11, 31, 23, 59, 59, 999),
  });
  fc.assert(
    fc.property(time, (ms) => parseTime(toIso(ms)) === ms),
    { numRuns: 2_000 },
  );
});

test.each([
  '2026-11-24T24:00:00.000Z',
  '2026-11-24T23:60:00.000Z',
  '2026-11-24T23:59:60.000Z',
  '2026-02-31T00:00:00.000Z',
  '2027-02-29T00:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '2026-00-10T00:00:00.000Z',
  '2026-11-24T08:00:00Z',
  '2026-11-24T08:00:00.000+01:00',
  ' 2026-11-24T08:00:00.000Z',
  '',
])('takes %j for no time', (text) => {
  expect(parseTime(text)).toBeNull();
});
