import { expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/common/clock';
import { judge } from './judgement';
import { MEASURE_NAMES, MEASURES, PARTS, type Threshold } from './measures';

const END = Date.UTC(2026, 10, 22, 8, 30);
const sum = { statistic: 'Sum' } as const;
const threshold = (more: Partial<Threshold> = {}): Threshold => ({
  alarm: 'x',
  is: 'above',
  limit: 10,
  periodMs: MINUTE_MS,
  periods: 2,
  severity: 'trouble',
  means: 'it is so',
  todo: { local: '', aws: '' },
  ...more,
});

test('an alarm where the newest periods all lie beyond the limit, since the first of them', () => {
  expect(judge(sum, threshold(), [0, 11, 12, 13], END)).toEqual({
    state: 'ALARM',
    sinceMs: END - 3 * MINUTE_MS,
    value: 13,
  });
});

test('none where it is at the limit, where too few are beyond it, or where it is over', () => {
  for (const values of [
    [10, 10],
    [0, 11],
    [11, 11, 0],
  ]) {
    expect(judge(sum, threshold(), values, END).state).toBe('OK');
  }
});

test('minutes make a period by the measure’s own statistic', () => {
  const period = { periodMs: 2 * MINUTE_MS, periods: 1 };
  expect(judge(sum, threshold(period), [0, 6, 6], END).value).toBe(12);
  expect(judge({ statistic: 'Maximum' }, threshold(period), [99, 6, 7], END).value).toBe(7);
  const below = threshold({ ...period, is: 'below', limit: 1 });
  expect(judge({ statistic: 'Average' }, below, [1, 0], END)).toMatchObject({
    state: 'ALARM',
    value: 0.5,
  });
});

test('what is missing breaches nothing, and nothing at all is no verdict', () => {
  expect(judge(sum, threshold(), [11, null, 11], END).state).toBe('OK');
  expect(judge(sum, threshold(), [null, null], END)).toEqual({
    state: 'INSUFFICIENT_DATA',
    sinceMs: null,
    value: null,
  });
  expect(judge(sum, threshold(), [], END).state).toBe('INSUFFICIENT_DATA');
});

test('every measure belongs to one part, in the order of the pipeline', () => {
  expect(PARTS.flatMap(({ measures }) => measures)).toEqual(MEASURE_NAMES);
});

test('every threshold can be judged by half an hour of minutes, and says what to do', () => {
  const names = new Set<string>();
  for (const { threshold: one, awsOnly } of Object.values(MEASURES)) {
    if (!one) continue;
    expect(one.periodMs * one.periods).toBeLessThanOrEqual(30 * MINUTE_MS);
    expect(one.periodMs % MINUTE_MS).toBe(0);
    expect(one.means).toMatch(/^[a-zF].*[^.]$/);
    expect(one.todo.aws).toMatch(/\.$/);
    if (!awsOnly) expect(one.todo.local).toMatch(/\.$/);
    names.add(one.alarm);
  }
  expect(names.size).toBe(Object.values(MEASURES).filter(({ threshold }) => threshold).length);
});
