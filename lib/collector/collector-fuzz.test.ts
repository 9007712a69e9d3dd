import { expect, test } from 'vitest';
import { fuzzCollector } from '@/lib/testing/collector-fuzz';

const RUNS = 100_000;

test(`${RUNS} mutated requests break no promise and leave no answer untried`, async () => {
  const { runs, statuses, accepted, rejected } = await fuzzCollector({ runs: RUNS, seed: 1 });
  expect(runs).toBe(RUNS);
  // A fuzzer that no longer reaches these says nothing of them.
  expect(Object.keys(statuses).map(Number)).toEqual([200, 400, 403, 405, 413, 415, 429, 503]);
  expect(statuses['200']).toBeGreaterThan(RUNS / 3);
  expect(accepted).toBeGreaterThan(RUNS / 3);
  expect(Object.keys(rejected).sort()).toEqual([
    'bad_field',
    'bad_id',
    'bad_key',
    'bad_time',
    'id_collision',
    'missing_field',
    'not_object',
    'server_only',
    'too_deep',
    'too_large',
    'too_many_keys',
    'unknown_product',
    'unknown_type',
  ]);
}, 120_000);
