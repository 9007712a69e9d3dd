import { expect, test } from 'vitest';
import { BEHIND } from '@/lib/analytics/reports/sessions-behind';
import { NARROWING_NAMES, narrowingsOf } from './narrowing';
import { QUERY_NAMES } from './scope-query';

test('what narrows is said in words, and taken away as one', () => {
  const query = new URLSearchParams(
    'range=7d&search_term=red hat&act=lost&act_product=no-such&path_from=home&path_to=exit&path_step=2',
  );
  expect(narrowingsOf(query, 'UTC')).toEqual([
    { words: 'searched for red hat', names: ['search_term'] },
    { words: 'lost a cart with no-such', names: ['act_product', 'act'] },
    { words: 'home → exit at step 2', names: ['path_from', 'path_step', 'path_to'] },
  ]);
  const hour = new URLSearchParams('weekday=7&hour=9&pair_a=pot&pair_b=hat');
  expect(narrowingsOf(hour, 'UTC')).toEqual([
    { words: 'bought pot with hat', names: ['pair_a', 'pair_b'] },
    { words: 'came on a Sunday at 9 o’clock', names: ['weekday', 'hour'] },
  ]);
  const cohort = new URLSearchParams({ cohort_from_ms: String(Date.UTC(2026, 10, 1, 23)) });
  expect(narrowingsOf(cohort, 'Europe/Dublin')[0]?.words).toBe('new from 2026-11-01');
});

test('each is a parameter of the list and of its total, and may be in an address', () => {
  expect(Object.keys(BEHIND)).toEqual(expect.arrayContaining([...NARROWING_NAMES]));
  expect(QUERY_NAMES).toEqual(expect.arrayContaining([...NARROWING_NAMES]));
});
