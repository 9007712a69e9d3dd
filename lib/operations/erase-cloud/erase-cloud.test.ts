import { expect, test } from 'vitest';
import { PROCESSED_BUCKET, RAW_BUCKET, STATE_BUCKET } from '@/e2e/fixtures/aws-stand-ins';
import { MINUTE_MS } from '@/lib/common/clock';
import { HOLD } from '@/lib/lake/bucket-layout';
import type { ObjectVersions } from '@/lib/storage/object-versions';
import { type ErasureWorld, erasureWorld, GONE, OTHERS } from '@/lib/testing/erasure-world';
import type { Found } from './erase-cloud';
import { tokenOf } from './trace';

const speaksOfThem = (text: string) => new RegExp(`${GONE}(?![0-9])`).test(text);
const decoded = (text: string) =>
  text.replaceAll(/"(?:rawData|bytes)":"([^"]*)"/g, (_, data) => atob(data));
const byPlace = (found: readonly Found[]) =>
  Object.fromEntries(found.map(({ place, ...rest }) => [place, rest]));

/** Nothing of them is anywhere, and everybody else is as they were. */
async function expectErased(world: ErasureWorld, before: readonly string[]) {
  for (const { key, text } of world.allTexts()) {
    expect(speaksOfThem(decoded(decoded(text))), key).toBe(false);
  }
  const kept = before.filter((line) => !speaksOfThem(decoded(line)));
  expect(kept.length).toBeGreaterThan(4);
  expect(world.rawLines()).toEqual(kept);
  const others = [[OTHERS[0]], [OTHERS[1]], [OTHERS[1]]];
  expect(await world.rowsOf('SELECT user_id FROM events ORDER BY 1')).toEqual(others);
  expect(await world.rowsOf('SELECT user_id FROM events_landing ORDER BY 1')).toEqual(others);
  expect(await world.rowsOf('SELECT count(*) FROM sessions')).toEqual([[3]]);
}

test('a visitor leaves every place and every old version of it, and nobody else loses a byte', async () => {
  const world = await erasureWorld([RAW_BUCKET, PROCESSED_BUCKET, STATE_BUCKET]);
  const before = world.rawLines();
  const steps: string[] = [];
  const done = await world.erase({ onStep: (words) => steps.push(words) });
  expect(done).toMatchObject({ events: 4, sessions: 2, days: 2, remains: [] });
  expect(byPlace(done.found)).toMatchObject({
    'raw events': { objects: 2, rows: 4 },
    'failed events': { objects: 1, rows: 1 },
    'undelivered, processed': { objects: 1 },
    'landed events': { objects: 2, rows: 3 },
    'answers of Athena': { objects: 1 },
    'saved texts': { objects: 1 },
    'table events': { rows: 2 },
    'table sessions': { rows: 2 },
  });
  await expectErased(world, before);
  expect(await world.differing()).toEqual([]);
  const saved = world.aws.s3.objects(STATE_BUCKET);
  expect(String(saved.get('state/queries/one.json'))).toBe(`{"sql":"user_id = 'erased'"}`);
  expect(world.aws.s3.objects(PROCESSED_BUCKET).has('query-results/footfall/b.csv')).toBe(true);
  // Athena keeps what it was asked for weeks: not by their id.
  expect(world.aws.athena.queries().filter(({ sql }) => speaksOfThem(sql))).toEqual([]);
  // The tables are kept again, and nothing of it comes back.
  expect(
    [...world.aws.s3.objects(PROCESSED_BUCKET).keys()].filter((key) => key.startsWith('keeper/')),
  ).toEqual([]);
  await world.aws.refresh();
  expect(await world.rowsOf('SELECT count(*) FROM events')).toEqual([[3]]);
  expect(steps).toContain('looking through all of it again');
  expect(await world.erase()).toMatchObject({ events: 0, found: [], remains: [] });
});

test('cut off after any step, the same call does the rest, and names what it cannot reach', async () => {
  const world = await erasureWorld();
  const before = world.rawLines();
  const [, landed = Buffer.alloc(0)] =
    [...world.aws.s3.objects(PROCESSED_BUCKET)].find(([key]) => key.startsWith('landing/')) ?? [];
  let left = 0;
  const orDie = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left === 0) throw new Error('killed');
    left -= 1;
    return work();
  };
  const mortal = (store: ObjectVersions): ObjectVersions => ({
    ...store,
    replace: (version, body) => orDie(() => store.replace(version, body)),
    remove: (version) => orDie(() => store.remove(version)),
  });
  const { raw, processed, state } = world.usual.buckets;
  const { desk, notes } = world.usual;
  const options = {
    buckets: { raw: mortal(raw), processed: mortal(processed), state: mortal(state) },
    desk: { ...desk, run: (sql: string) => orDie(() => desk.run(sql)) },
  };
  let deaths = 0;
  // Among the raw objects, and among the statements.
  for (const steps of [2, 20]) {
    left = steps;
    const outcome = await world.erase(options).catch((error: Error) => error.message);
    if (outcome !== 'killed') break;
    deaths += 1;
    // What was found is kept, since much of it cannot be found again by now.
    expect(await notes.get(`keeper/erasure-${tokenOf(GONE)}.json`)).not.toBeNull();
  }
  expect(deaths).toBe(2);
  const file = 'tables/events/data/dt=2026-11-22/left-by-a-vacuum.parquet';
  world.aws.s3.put(PROCESSED_BUCKET, file, landed);
  expect((await world.erase()).remains).toEqual([
    { place: 'files of tables', objects: 1, versions: 0, rows: 1, keys: [file] },
  ]);
  expect(await notes.get(`keeper/erasure-${tokenOf(GONE)}.json`)).not.toBeNull();
  await notes.delete(`keeper/erasure-${tokenOf(GONE)}.json`);
  await expectErased(world, before);
});

test('a dry run changes nothing, and nobody is erased while somebody else keeps the tables', async () => {
  const world = await erasureWorld();
  const all = () => [RAW_BUCKET, PROCESSED_BUCKET].map((bucket) => world.aws.s3.versions(bucket));
  const before = all();
  const planned = await world.erase({ dryRun: true });
  expect(planned).toMatchObject({ events: 4, sessions: 2, remains: null });
  expect(byPlace(planned.found)).toMatchObject({
    'raw events': { objects: 2, rows: 4 },
    'landed events': { objects: 2, rows: 3 },
    'table events_landing': { rows: 3 },
    'table events': { rows: 2 },
  });
  expect(all()).toEqual(before);

  const { notes } = world.usual;
  let now = Date.now();
  const nobody = {
    clock: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  await expect(world.erase({ ...nobody, keeperWaitMs: 20 * MINUTE_MS })).rejects.toThrow(
    'No run of the state machine said in 20 minutes',
  );
  await notes.put(`${HOLD.asked}somebody-else`, Buffer.from('{}'));
  await expect(world.erase()).rejects.toThrow('Another erasure has the tables left alone');
  // Neither attempt leaves the tables unkept.
  await notes.delete(`${HOLD.asked}somebody-else`);
  expect(all()).toEqual(before);
  await expect(world.erase({ user_id: "a' OR 1" })).rejects.toThrow(RangeError);
});
