import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { toLine } from '@/lib/events/complete';
import { inspectLake } from '@/lib/lake/inspect';
import { lockLake } from '@/lib/lake/lake-lock';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { lakeUnderTest } from '@/lib/testing/lake-under-test';
import { type Backfilled, backfill } from './backfill';
import { type BackfillJob, backfillDays } from './backfill-days';
import { toStored, toWire } from './events';
import { createPlan } from './plan';

const plan = { seed: 7, sessionsPerDay: 60, memoryDays: 10 };
const TO = Date.parse('2026-11-22T08:00:00.000Z');
const FROM = Date.parse('2026-11-20T00:00:00.000Z');
const COUNTS = 'SELECT count(*), count(DISTINCT event_id) FROM events';

function setUp() {
  const lake = lakeUnderTest();
  const planned = (from: number, to: number) => [...createPlan(plan).events(from, to)].flat();
  return {
    ...lake,
    planned,
    manifest: () => createManifestReader(lake.root).read(),
    backfill(
      from: number,
      to: number,
      run: (job: BackfillJob) => ReturnType<typeof backfillDays> = backfillDays,
      signal = new AbortController().signal,
    ): Promise<Backfilled> {
      const options = { root: lake.root, plan, runId: 'shop-7', from, to };
      const onDay = () => undefined;
      return backfill({ ...options, clock: lake.clock, workers: 2, run }, signal, onDay);
    },
  };
}

test('the lake holds exactly the plan’s events, a sorted file a day', async () => {
  const lake = setUp();
  const result = await lake.backfill(FROM, TO);
  const planned = lake.planned(FROM, TO);
  expect(result).toMatchObject({ days: 3, skipped: 0, events: planned.length });
  expect(result.added).toBe(planned.length);
  const { rows } = await lake
    .engine()
    .query(
      'SELECT event_id, actor, run_id, dt, page_url, unit_price FROM events ORDER BY event_id',
    );
  expect(rows.map((row) => row[0])).toEqual(planned.map(({ act }) => act.event_id).sort());
  for (const [, actor, run, dt] of rows) {
    expect([actor, run]).toEqual(['producer', 'shop-7']);
    expect(['2026-11-20', '2026-11-21', '2026-11-22']).toContain(dt);
  }
  const manifest = await lake.manifest();
  expect(manifest.files.map(({ dt, source }) => [dt, source]).sort()).toEqual([
    ['2026-11-20', 'backfill'],
    ['2026-11-21', 'backfill'],
    ['2026-11-22', 'backfill'],
  ]);
  expect(await inspectLake(lake.root, manifest)).toEqual([]);
});

test('the same again adds nothing, and more days add only themselves', async () => {
  const lake = setUp();
  await lake.backfill(FROM, TO);
  const before = await lake.manifest();
  expect(await lake.backfill(FROM, TO)).toMatchObject({ days: 0, skipped: 3, added: 0 });
  expect(await lake.manifest()).toEqual(before);
  // Another cut of the same days: what is there already is left out by its id.
  const later = TO + 4 * HOUR_MS;
  const result = await lake.backfill(FROM - DAY_MS, later);
  const news = lake.planned(FROM - DAY_MS, FROM).length + lake.planned(TO, later).length;
  expect(result).toMatchObject({ days: 2, skipped: 2, added: news });
  const all = lake.planned(FROM - DAY_MS, later).length;
  expect((await lake.engine().query(COUNTS)).rows).toEqual([[all, all]]);
  expect(await inspectLake(lake.root, await lake.manifest())).toEqual([]);
});

test('events of the plan that came live are not doubled by rolling, nor mixed with the backfill’s', async () => {
  const lake = setUp();
  await lake.backfill(FROM, TO);
  const live = lake.planned(TO - 6 * HOUR_MS, TO + HOUR_MS).map((planned) => {
    const { at } = planned.act;
    return toLine(toStored(toWire(planned), { eventMs: at, receivedMs: at + 5_000 }, 'shop-7'));
  });
  const keeper = lake.keeper();
  // Nine rolls: enough for small files to be merged.
  for (let part = 0; part < 9; part++) {
    lake.write(`live-${part}`, ...live.filter((_, n) => n % 9 === part));
    await keeper.rollAll();
  }
  const all = lake.planned(FROM, TO + HOUR_MS).length;
  expect((await lake.engine().query(COUNTS)).rows).toEqual([[all, all]]);
  const { files, totals } = await lake.manifest();
  expect(files.filter(({ source }) => source === 'backfill')).toHaveLength(3);
  expect(totals).toEqual({ copies: lake.planned(TO - 6 * HOUR_MS, TO).length, collisions: 0 });
  // A turn of its own that a close cuts off would leave files for the next start to sweep up.
  await keeper.makeAllModels();
  await keeper.close();
  expect(await inspectLake(lake.root, await lake.manifest())).toEqual([]);
});

test('stopped half way it leaves a sound lake, and the next run does the rest', async () => {
  const lake = setUp();
  async function* breaksOff(job: BackfillJob) {
    let left = 1;
    for await (const day of backfillDays(job)) {
      if (left-- === 0) throw new Error('cut off');
      yield day;
    }
  }
  await expect(lake.backfill(FROM - DAY_MS, TO, breaksOff)).rejects.toThrow('cut off');
  const half = await lake.manifest();
  await wait(300);
  expect(await lake.manifest()).toEqual(half);
  expect(half.files.length).toBeGreaterThan(0);
  expect((await inspectLake(lake.root, half)).filter(({ kind }) => kind === 'damage')).toEqual([]);
  await lake.backfill(FROM - DAY_MS, TO);
  const all = lake.planned(FROM - DAY_MS, TO).length;
  expect((await lake.engine().query(COUNTS)).rows).toEqual([[all, all]]);
  expect(await inspectLake(lake.root, await lake.manifest())).toEqual([]);
});

test('beside a running server it refuses', async () => {
  const lake = setUp();
  const self = { pid: process.ppid, boot: '', started: '' };
  const release = lockLake(lake.root, self, () => true);
  await expect(lake.backfill(FROM, TO)).rejects.toMatchObject({ code: 'FOOTFALL_LOCKED' });
  release();
  expect((await lake.manifest()).files).toEqual([]);
});
