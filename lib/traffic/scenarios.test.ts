import { describe, expect, test } from 'vitest';
import { DAY_MS } from '@/lib/common/clock';
import { parseScenario } from '@/lib/shop/scenario';
import { usualSeconds } from './crowd';
import { createPlan, type PlannedSession } from './plan';
import { readScenario, SCENARIO_NAMES } from './scenarios';
import { keepRate } from './sources';

const FROM = Date.parse('2026-11-27T00:00:00.000Z');
const scenario = readScenario('black-friday', FROM);
const parameters = { seed: 7, sessionsPerDay: 6_000, memoryDays: 10, rhythm: 'even' } as const;
const sessionsOf = (crowd = scenario?.crowd) => {
  const { surge: _, ...who } = crowd ?? {};
  return [...createPlan({ ...parameters, crowd: who }).sessions(FROM, FROM + 2 * DAY_MS)];
};
const share = (all: readonly PlannedSession[], test: (one: PlannedSession) => boolean) =>
  all.filter(test).length / all.length;
const buys = ({ acts }: PlannedSession) => acts.some((act) => act.event_type === 'purchase');

test.each(SCENARIO_NAMES)('%s is one that shop, crowd or faults can play', (name) => {
  const read = readScenario(name, FROM);
  expect(read?.name).toBe(name);
  expect(read?.shop ?? read?.crowd ?? read?.faults).toBeDefined();
  if (read?.shop) expect(parseScenario(read.shop)).toEqual(read.shop);
});

test('what is neither a name nor a scenario is none', () => {
  expect(readScenario('blackest-friday', FROM)).toBeNull();
  expect(readScenario('{"price":{}}', FROM)).toBeNull();
  expect(readScenario('{"price":{"factor":2}}', FROM)).toEqual({
    name: null,
    shop: { price: { factor: 2 } },
  });
});

test('under a trial the people are the same, each keeps an arm, and an arm moves those who are shown it', () => {
  const crowd = { trial: readScenario('ab-test', FROM)?.crowd?.trial };
  const usual = sessionsOf({});
  const tried = sessionsOf(crowd);
  expect(new Set(tried.map(({ user_id }) => user_id))).toEqual(
    new Set(usual.map(({ user_id }) => user_id)),
  );
  expect([...new Set(tried.map(({ variant }) => variant))].sort()).toEqual([
    'buy_box_note:a',
    'buy_box_note:b',
  ]);
  const pairs = new Set(tried.map(({ user_id, variant }) => `${user_id} ${variant}`));
  expect(pairs.size).toBe(new Set(tried.map(({ user_id }) => user_id)).size);
  const adds = ({ acts }: PlannedSession) => acts.some((act) => act.event_type === 'add_to_cart');
  const shown = (arm: string) => tried.filter(({ variant }) => variant === `buy_box_note:${arm}`);
  const rate = (arm: string) => share(shown(arm), adds);
  const lift = rate('b') / rate('a');
  expect(lift).toBeGreaterThan(1.08);
  expect(lift).toBeLessThan(1.35);
});

describe('Black Friday', () => {
  const usual = sessionsOf({});
  const friday = sessionsOf();

  test('is another crowd: more by letter and on phones, and not only more who buy', () => {
    expect(friday.length).toBeGreaterThan(8_000);
    const more = (test: (one: PlannedSession) => boolean) =>
      share(friday, test) / share(usual, test);
    expect(more(({ channel }) => channel === 'email')).toBeGreaterThan(1.8);
    expect(more(({ shopper }) => shopper.device.device_type === 'mobile')).toBeGreaterThan(1.05);
    expect(more(({ persona }) => persona === 'bouncer')).toBeGreaterThan(1.05);
    const lift = more(buys);
    expect(lift).toBeGreaterThan(1.02);
    expect(lift).toBeLessThan(1.35);
  });

  test('has the same people where nothing is otherwise', () => {
    expect(usual.map(({ session_id }) => session_id)).toEqual(
      [...createPlan(parameters).sessions(FROM, FROM + 2 * DAY_MS)].map((s) => s.session_id),
    );
  });

  test('rises to so many times the rate, and stays there', () => {
    const surge = { factor: 4, begins_s: 10, full_s: 20 };
    expect([0, 10, 15, 20, 30].map((s) => usualSeconds(surge, s * 1_000))).toEqual([
      0,
      10,
      15 + (0.3 * 25) / 2,
      20 + 15,
      20 + 15 + 40,
    ]);
    const source = keepRate({ seed: 7, from: FROM, rate: 10, crowd: { surge } });
    expect(source.take(FROM + 10_000, 1_000)).toHaveLength(100);
    source.take(FROM + 20_000, 1_000);
    expect(source.take(FROM + 21_000, 1_000)).toHaveLength(40);
  });
});
