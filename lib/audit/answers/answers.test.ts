import { describe, expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { REPORTS } from '@/lib/analytics/reports/registry';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { productTitle } from '@/lib/catalog/product';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { type ProducerRun, producerRun, RUN_START } from '@/lib/testing/producer-run';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { throughAthena } from '@/lib/testing/through-athena';
import { trinoChecked } from '@/lib/testing/trino-checked';
import { openLedger } from '@/lib/traffic/ledger-file';
import { checkAnswers } from './answers';

const products = PRODUCTS.map((one) => ({ ...one, name: productTitle(one) }));
const run = await producerRun({ rate: 150, users: 60, seconds: 30 });

async function answersOf(
  { entries }: Pick<ProducerRun, 'entries'>,
  events: readonly string[],
  { through = async (engine: QueryEngine) => engine, again = async () => false } = {},
): Promise<Awaited<ReturnType<typeof checkAnswers>>> {
  const root = scratchFolder();
  const ledger = await openLedger(root, 'run-7');
  for (const entry of entries) void ledger.write(entry);
  await ledger.close();
  const engine = trinoChecked(createDuckdbEngine({ lake: createFakeLake(...events), products }));
  onTestFinished(() => engine.close());
  return checkAnswers({ root, runId: 'run-7', engine: await through(engine), again });
}

const other = JSON.stringify(
  storedEvent(1, {
    event_ms: RUN_START + 5_000,
    session_id: 'another',
    page: 'search',
    search_term: 'cup',
  }),
);
/** A small run has no pair of products twice, and shows no arm. */
const rare = ['experiments', 'product_pairs'];
const differing = (answers: Awaited<ReturnType<typeof answersOf>>) => [
  ...new Set(answers.checks.filter((one) => one.differences > 0).map((one) => one.report)),
];

describe('planted answers', () => {
  test('are what every report says of a run that was alone', async () => {
    const answers = await answersOf(run, run.events);
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    expect(answers).toMatchObject({ alone: true, agrees: true, effects: [] });
    const compared = new Set(answers.checks.map(({ report }) => report));
    expect([...compared, ...Object.keys(answers.left_out)].sort()).toEqual(
      Object.keys(REPORTS).sort(),
    );
    const overview = answers.truth.find(({ report }) => report === 'overview')?.rows[0];
    expect(overview?.orders).toBeGreaterThan(5);
    expect(
      answers.truth.every(({ report, rows }) => rows.length > 0 || rare.includes(report)),
    ).toBe(true);
  });

  test('are what they say of one that was not, asked about it alone', async () => {
    const answers = await answersOf(run, [...run.events, other]);
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    expect(answers).toMatchObject({ alone: false, agrees: true });
  });

  test('are the same through Athena, about the run alone as well', async () => {
    // Some reports look at days before the run, and are asked about it alone in any case.
    const answers = await answersOf(run, run.events, { through: throughAthena });
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    expect(answers).toMatchObject({ agrees: true, alone: true });
  });

  test('are asked for again where a report says otherwise, for as long as somebody waits', async () => {
    // The first questions are answered from a lake that lacks what came last.
    let behind = true;
    const early = createDuckdbEngine({
      lake: createFakeLake(...run.events.slice(0, -50)),
      products,
    });
    onTestFinished(() => early.close());
    const through = async (engine: QueryEngine): Promise<QueryEngine> => ({
      ...engine,
      query: (...asked) => (behind ? early : engine).query(...asked),
    });
    let waited = 0;
    const answers = await answersOf(run, run.events, {
      through,
      again: async () => {
        waited += 1;
        behind = false;
        return waited < 5;
      },
    });
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    expect(answers.agrees).toBe(true);
    expect(waited).toBe(1);

    behind = true;
    const never = await answersOf(run, run.events, { through });
    expect(never.agrees).toBe(false);
  });

  test('name the reports that an event which is lost makes wrong, and where', async () => {
    const at = run.events.findIndex((line) => line.includes('"event_type":"purchase"'));
    const lost = JSON.parse(run.events[at] ?? '{}');
    const answers = await answersOf(
      run,
      run.events.filter((_, place) => place !== at),
    );
    expect(answers.agrees).toBe(false);
    expect(differing(answers)).toEqual(expect.arrayContaining(['overview', 'products', 'devices']));
    const product = answers.checks.find(({ report }) => report === 'products');
    expect(product?.examples[0]).toMatchObject({ row: { product_id: lost.product_id } });
    const all = answers.checks.find(({ report }) => report === 'overview')?.examples[0];
    expect(all).toMatchObject({ row: { actor: 'all' }, column: 'events' });
    expect(all?.expected).toBe(Number(all?.found) + 1);
  });

  test('name a price that is wrong, and nothing that has none', async () => {
    const lines = run.events.map((line) =>
      line.includes('"event_type":"purchase"')
        ? JSON.stringify({ ...JSON.parse(line), unit_price: 1 })
        : line,
    );
    const found = differing(await answersOf(run, lines));
    expect(found).toContain('overview');
    expect(found).not.toContain('funnel');
    expect(found).not.toContain('paths');
  });

  test('hold under doses of faults, all of which they take for what they are', async () => {
    const dosed = await producerRun({
      rate: 100,
      users: 40,
      seconds: 20,
      shares: {
        duplicate: 0.1,
        out_of_order: 0.1,
        malformed: 0.1,
        bot_flood: 0.5,
        clock_skew: 0.2,
      },
    });
    const answers = await answersOf(dosed, dosed.events);
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    expect(Object.keys(answers.left_out)).toContain('paths');
    const [flood] = answers.effects;
    expect(flood).toMatchObject({ effect: 'bot_flood' });
    expect(flood?.figures.robot_events).toBe(dosed.counts.dosed.bot_flood);
  });

  test('tell the true size of a scenario', async () => {
    const scenario = {
      price: { factor: 0.7 },
      outage: { from_ms: RUN_START, to_ms: RUN_START + 5_000 },
      broken: { feature: 'add_to_cart', device: 'tablet' },
      experiment: 'buy_box_note:b',
    } as const;
    const played = await producerRun({ rate: 150, users: 60, seconds: 30, scenario });
    const answers = await answersOf(played, played.events);
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    const figures = (effect: string) =>
      answers.effects.find((one) => one.effect === effect)?.figures;
    expect(figures('price')?.ratio).toBeCloseTo(0.7, 3);
    expect(figures('outage')?.orders_placed_during).toBe(0);
    expect(figures('broken')?.cart_rate_on_it).toBe(0);
    expect(figures('experiment')?.sessions_shown).toBe(figures('experiment')?.sessions);
  });

  test('tell the true lift of an arm, and the report finds those arms', async () => {
    const trial = [
      { variant: 'buy_box_note:a', adds: 1 },
      { variant: 'buy_box_note:b', adds: 2.5 },
    ];
    const tried = await producerRun({ rate: 150, users: 60, seconds: 30, crowd: { trial } });
    const answers = await answersOf(tried, tried.events);
    expect(answers.checks.flatMap(({ examples }) => examples)).toEqual([]);
    const arms = answers.truth.find(({ report }) => report === 'experiments')?.rows;
    expect(arms?.map(({ arm }) => arm).sort()).toEqual(['a', 'b']);
    const [effect] = answers.effects;
    expect(effect?.figures).toMatchObject({ planned_factor_a: 1, planned_factor_b: 2.5 });
    expect(effect?.figures.sessions_a).toBeGreaterThan(50);
    expect(effect?.figures.sessions_b).toBeGreaterThan(50);
    expect(effect?.figures.cart_lift).toBeGreaterThan(0.3);
  });
});
