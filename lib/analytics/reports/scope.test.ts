import { expect, test } from 'vitest';
import { z } from 'zod';
import { DAY_MS } from '@/lib/common/clock';
import { granularityOf, scopedBy, stretchesOf } from './scope';

const scope = scopedBy({ own: z.int().default(3) });
const FROM = Date.UTC(2026, 10, 22);
const refused = (given: object) =>
  scope.safeParse(given).error?.issues.map(({ path }) => path.join('.'));

test('a range is enough; the rest has defaults', () => {
  expect(scope.parse({ from_ms: FROM, to_ms: FROM + 1 })).toEqual({
    from_ms: FROM,
    to_ms: FROM + 1,
    compare: 'none',
    time_zone: 'UTC',
    actor: [],
    device_type: [],
    country: [],
    channel: [],
    user_type: [],
    category: [],
    product_id: [],
    own: 3,
  });
});

const ONE_DAY = { from_ms: FROM, to_ms: FROM + DAY_MS };

test.each([
  ['to_ms', { from_ms: 5, to_ms: 5 }],
  ['from_ms', { from_ms: -1, to_ms: 5 }],
  ['from_ms', { from_ms: 0, to_ms: FROM }],
  ['from_ms', { to_ms: 5 }],
  ['to_ms', { from_ms: 0, to_ms: 1.5 }],
  ['time_zone', { ...ONE_DAY, time_zone: 'Mars/Olympus' }],
  ['country.0', { ...ONE_DAY, country: ['ie'] }],
  ['actor.1', { ...ONE_DAY, actor: ['human', 'ghost'] }],
  ['product_id', { ...ONE_DAY, product_id: Array.from({ length: 51 }, (_, i) => `p${i}`) }],
  ['product_id.0', { ...ONE_DAY, product_id: ["p'"] }],
  ['', { ...ONE_DAY, devise_type: ['mobile'] }],
])('refuses a wrong %s', (field, given) => {
  expect(refused(given)).toEqual([field]);
});

test('the period before has the same length and ends where the range starts', () => {
  const asked = scope.parse({ ...ONE_DAY, compare: 'before' });
  expect(stretchesOf(asked)).toEqual([
    { period: 'current', from: FROM, to: FROM + DAY_MS },
    { period: 'before', from: FROM - DAY_MS, to: FROM },
  ]);
  expect(stretchesOf(scope.parse(ONE_DAY))).toHaveLength(1);
});

test('a long range has long steps', () => {
  const of = (days: number, granularity?: string) =>
    granularityOf(scope.parse({ from_ms: FROM, to_ms: FROM + days * DAY_MS, granularity }));
  expect([of(1), of(7), of(90), of(400)]).toEqual(['hour', 'day', 'day', 'week']);
  expect(of(7, 'hour')).toBe('hour');
});
