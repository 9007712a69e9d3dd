import type { Query } from './scope-query';
import { dateIn } from './zoned-day';

/** What narrows the list of sessions besides the scope: in words, and the names that say it. */
export interface Narrowing {
  readonly words: string;
  readonly names: readonly string[];
}

const SIMPLE: Readonly<Record<string, string>> = {
  user_id: 'of visitor',
  run_id: 'of run',
  browser: 'in',
  referrer_host: 'from',
  campaign: 'of campaign',
  variant: 'shown',
  search_term: 'searched for',
  abandoned_product: 'lost a cart with',
  abandoned_category: 'lost a cart in',
};
const ACTS: Readonly<Record<string, string>> = {
  viewed: 'viewed',
  added: 'put into the cart',
  bought: 'bought',
  lost: 'lost a cart with',
};
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const COMBINED = [
  ['act_product', 'act'],
  ['path_from', 'path_step', 'path_to'],
  ['pair_a', 'pair_b'],
  ['weekday', 'hour'],
  ['cohort_from_ms', 'cohort_to_ms'],
];

/** Everything by which an address may narrow the list. */
export const NARROWING_NAMES: readonly string[] = [...Object.keys(SIMPLE), ...COMBINED.flat()];

/** In the order they are read; `zone` is whose days a cohort is named by. */
export function narrowingsOf(query: Query, zone: string): readonly Narrowing[] {
  const value = (name: string) => query.get(name) ?? '';
  const simple = Object.entries(SIMPLE)
    .filter(([name]) => query.has(name))
    .map(([name, words]) => ({ words: `${words} ${value(name)}`, names: [name] }));
  const wordsOf: Readonly<Record<string, () => string>> = {
    act_product: () => `${ACTS[value('act')] ?? 'viewed'} ${value('act_product')}`,
    path_from: () =>
      `${value('path_from')} → ${value('path_to')} at step ${value('path_step') || '1'}`,
    pair_a: () => `bought ${value('pair_a')} with ${value('pair_b')}`,
    weekday: () =>
      `came on a ${WEEKDAYS[Number(value('weekday')) - 1]} at ${value('hour')} o’clock`,
    cohort_from_ms: () => `new from ${dateIn(Number(value('cohort_from_ms')), zone)}`,
  };
  const combined = COMBINED.filter(([first = '']) => query.has(first)).map((names) => ({
    words: wordsOf[names[0] ?? '']?.() ?? '',
    names,
  }));
  return [...simple, ...combined];
}
