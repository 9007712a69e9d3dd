import { afterAll, describe, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { productTitle } from '@/lib/catalog/product';
import { DAY_MS } from '@/lib/common/clock';
import { createFakeLake } from '@/lib/testing/lake-events';
import { naiveShop } from '@/lib/testing/naive-shop';
import { throughAthena } from '@/lib/testing/through-athena';
import { trinoChecked } from '@/lib/testing/trino-checked';
import { sessionLines } from '@/lib/traffic/event-lines';
import { createPlan } from '@/lib/traffic/plan';
import { type Measured, measure } from './measure';
import { realismPage } from './page';
import { CONTROLS, type Control } from './picked';
import { score, scoreOf } from './score';
import { TARGETS } from './targets';

const FROM = Date.parse('2026-10-05T00:00:00.000Z');
const DAYS = 20;
const products = PRODUCTS.map((one) => ({ ...one, name: productTitle(one) }));
const engineOf = (lines: readonly string[]) => {
  const engine = trinoChecked(createDuckdbEngine({ lake: createFakeLake(...lines), products }));
  afterAll(() => engine.close());
  return engine;
};
const plan = createPlan({ seed: 5, sessionsPerDay: 280, memoryDays: 30 });
const sessions = [...plan.sessions(FROM, FROM + DAYS * DAY_MS)];
const engine = engineOf(
  sessions.flatMap((session) => {
    const lineOf = sessionLines(session, 'realism-5');
    return session.acts.map(lineOf);
  }),
);
const whole = await measure(engine, {});
const card = score(whole.measures);
const figureOf = (id: string, of = card) => of.rows.find(({ target }) => target.id === id)?.value;

describe('a scorecard', () => {
  test('says of a lake what a recount of its plan says', () => {
    const share = (holds: (session: (typeof sessions)[number]) => boolean) =>
      sessions.filter(holds).length / sessions.length;
    const views = sessions
      .map(({ acts }) => acts.filter((act) => act.event_type === 'view').length)
      .sort((a, b) => a - b);
    const quantile = (part: number) => views[Math.ceil(part * views.length) - 1];
    expect(whole.sessions).toBe(sessions.length);
    expect(figureOf('F4')).toBeCloseTo(
      share(({ acts }) => acts.some((act) => act.event_type === 'purchase')),
    );
    expect(figureOf('L1')).toBeCloseTo(views.reduce((sum, n) => sum + n, 0) / views.length);
    expect([figureOf('L3'), figureOf('L4'), figureOf('L5')]).toEqual(
      [0.5, 0.9, 0.99].map(quantile),
    );
    expect(figureOf('M1')).toBeCloseTo(share((one) => one.shopper.device.device_type === 'mobile'));
    expect(figureOf('M4')).toBeCloseTo(share(({ channel }) => channel === 'organic'));
    expect(figureOf('M6')).toBeCloseTo(share(({ channel }) => channel === 'paid'));
    expect(figureOf('S1')).toBeCloseTo(share(({ acts }) => acts.some((a) => a.page === 'search')));
    const gaps = sessions.flatMap(({ acts }) => {
      const times = acts.filter((a) => a.product && a.event_type !== 'click').map(({ at }) => at);
      return times.slice(1).map((at, place) => at - (times[place] ?? 0));
    });
    const logs = gaps.filter((ms) => ms > 0 && ms < 1_800_000).map((ms) => Math.log(ms / 1_000));
    const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
    const sd = Math.sqrt(logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / logs.length);
    expect(figureOf('T3')).toBeCloseTo(sd);
  });

  test('is in range for the model, and says what there is too little of', () => {
    expect(card.verdict).toBe('in range');
    const lacking = card.rows.flatMap(({ target, lacking: why }) =>
      why ? [[target.id, why]] : [],
    );
    expect(lacking).toEqual(['U1', 'U2', 'U4'].map((id) => [id, 'not enough data: 20 days of 90']));
    expect(card.measured).toBe(TARGETS.length - lacking.length);
  });

  test('measures the same through Athena, damage included', async () => {
    const athena = await throughAthena(engine);
    const figures = ({ measures }: Measured) =>
      [...measures].map(([id, measure]) => [id, 'value' in measure ? measure.value : measure]);
    // Sums of many numbers depend on their order in the last digit.
    const same = (one: Measured, other: Measured) =>
      expect(figures(one)).toEqual(
        figures(other).map(([id, of]) => [id, typeof of === 'number' ? expect.closeTo(of, 9) : of]),
      );
    const scored = await measure(athena, {});
    expect(scored).toMatchObject({ sessions: whole.sessions, days: whole.days });
    same(scored, whole);
    const damaged = (of: QueryEngine) => measure(of, { actor: 'producer' }, 'products');
    same(await damaged(athena), await damaged(engine));
  });

  test('measures nothing where there are too few sessions', async () => {
    const few = await measure(engine, { range: { from: FROM, to: FROM + 2 * DAY_MS } });
    expect(score(few.measures)).toMatchObject({ verdict: 'not enough data', measured: 0 });
    const none = await measure(engine, { runId: 'nobody' });
    const empty = score(none.measures);
    expect(empty).toMatchObject({ verdict: 'not enough data', mean: null });
    for (const { lacking } of empty.rows) expect(lacking).toMatch(/^not enough data: 0 sessions/);
    const page = realismPage({ title: 'Nobody', madeMs: FROM, measured: none, card: empty });
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('falls off with the distance from the range, and a firm target that is far out decides', () => {
    expect(scoreOf({ low: 1, high: 3 }, 2)).toBe(1);
    expect(scoreOf({ low: 1, high: 3 }, 5)).toBeCloseTo(Math.exp(-1));
    const almost = new Map(TARGETS.map(({ id, low }) => [id, { value: low }]));
    expect(score(almost).verdict).toBe('in range');
    almost.set('F4', { value: 0.2 });
    expect(score(almost)).toMatchObject({ verdict: 'out of range', inRange: TARGETS.length - 1 });
  });

  test('is one page that needs nothing else', () => {
    const page = realismPage({ title: 'A <lake>', madeMs: FROM, measured: whole, card });
    expect(page).toContain('A &lt;lake&gt;');
    expect(page.match(/<svg/g)?.length).toBe(TARGETS.length + 5);
    expect(page).not.toMatch(/(src|href)=|url\(|NaN|undefined/);
  });
});

describe('what real shops have, taken away', () => {
  test.each(Object.entries(CONTROLS))('fails on its own target: %s', async (name, { trips }) => {
    const damaged = score((await measure(engine, {}, name as Control)).measures);
    const out = damaged.rows.filter((row) => (row.score ?? 1) < 1).map(({ target }) => target.id);
    expect(out).toEqual(expect.arrayContaining([...trips]));
    for (const id of trips) expect(figureOf(id)).not.toBeNull();
    expect(card.rows.filter(({ score: points }) => points === 1).length).toBeGreaterThan(40);
  });

  test('one visitor without memory in a flat shop is out of range', async () => {
    const naive = score((await measure(engineOf(naiveShop(5_000, FROM, DAYS, 3)), {})).measures);
    expect(naive.verdict).toBe('out of range');
    const out = naive.rows.filter((row) => (row.score ?? 1) < 1).map(({ target }) => target.id);
    expect(out).toEqual(expect.arrayContaining(['L2', 'L6', 'P1', 'P2', 'P3', 'D1', 'D2', 'T3']));
  });
});
