import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { LAKE_NOW, lakeUnderTest } from '@/lib/testing/lake-under-test';
import { inspectLake, lakeStats } from './inspect';
import { lockLake } from './lake-lock';
import { makeModels } from './make-models';
import { createManifestReader } from './manifest-file';
import { repairLake } from './repair';
import { roll } from './roll';

const DAY = 24 * 60 * 60 * 1000;
const ALL = 'SELECT count(*), count(DISTINCT event_id) FROM events';

/** Two partitions, one of two files. */
async function filledLake() {
  const lake = lakeUnderTest();
  const keeper = lake.keeper();
  lake.write('a', ...[1, 2, 3].map((n) => storedEvent(n, { event_ms: LAKE_NOW })), 'not an event');
  await keeper.rollAll();
  const yesterday = storedEvent(5, { event_ms: LAKE_NOW - DAY });
  lake.write('b', storedEvent(4, { event_ms: LAKE_NOW }), yesterday, yesterday);
  await keeper.rollAll();
  await keeper.close();
  const manifest = () => createManifestReader(lake.root).read();
  const files = (await manifest()).files.map(({ path }) =>
    join(lake.root, 'processed/events', path),
  );
  return {
    ...lake,
    manifest,
    files,
    findings: async () => inspectLake(lake.root, await manifest()),
    repair: () =>
      repairLake({
        root: lake.root,
        clock: lake.clock,
        roll: (job) => roll(job, lake),
        makeModels: (job) => makeModels(job, lake),
      }),
  };
}

test('a sound lake agrees, and what is no event is named with its place', async () => {
  const lake = await filledLake();
  expect(await lake.findings()).toEqual([
    { kind: 'note', what: expect.stringMatching(/footfall-1-a at \d+: 12 bytes are no event/) },
  ]);
  expect(await lakeStats(lake.root, await lake.manifest())).toMatchObject({
    segments: 2,
    badLines: 1,
    partitions: 2,
    files: 3,
    events: 5,
    copies: 1,
    collisions: 0,
  });
});

test.each([
  ['is missing', (path: string) => rmSync(path)],
  ['instead of', (path: string) => truncateSync(path, 100)],
  [
    'cannot be read',
    (path: string) => writeFileSync(path, Buffer.alloc(readFileSync(path).length)),
  ],
])('a damaged file (%s) is found, and made again from raw', async (says, damage) => {
  const lake = await filledLake();
  const [first = ''] = lake.files;
  damage(first);
  const found = (await lake.findings()).filter(({ kind }) => kind === 'damage');
  expect(found.map(({ what }) => what)).toEqual([
    expect.stringContaining(says),
    expect.stringContaining('events of 2026-11-22 are in raw'),
  ]);
  const done = await lake.repair();
  expect(done).toMatchObject({ newManifest: false, events: 5 });
  expect(done.removed).toHaveLength(1);
  expect((await lake.findings()).filter(({ kind }) => kind === 'damage')).toEqual([]);
  expect((await lake.engine().query(ALL)).rows).toEqual([[5, 5]]);
  expect((await lake.manifest()).totals).toEqual({ copies: 1, collisions: 0 });
});

test('events that are in two files are found, and are there once after repair', async () => {
  const lake = await filledLake();
  const manifest = await lake.manifest();
  const [first] = manifest.files;
  if (!first) throw new Error('a file was rolled');
  const twin = { ...first, path: first.path.replace(/part-.{8}/, 'part-00000000') };
  const folder = join(lake.root, 'processed/events');
  writeFileSync(join(folder, twin.path), readFileSync(join(folder, first.path)));
  const doubled = { ...manifest, generation: 9, files: [...manifest.files, twin] };
  writeFileSync(join(lake.root, 'local/manifest.json'), JSON.stringify(doubled));
  expect((await lake.findings()).map(({ what }) => what)).toContain(
    'partition dt=2026-11-22 holds 3 events more than once',
  );
  await lake.repair();
  expect((await lake.engine().query(ALL)).rows).toEqual([[5, 5]]);
});

test('without a readable manifest a new one is made, and the old files are put aside', async () => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const lake = await filledLake();
  writeFileSync(join(lake.root, 'local/manifest.json'), 'gone');
  expect(await lake.repair()).toMatchObject({ newManifest: true, events: 5 });
  expect((await lake.findings()).filter(({ kind }) => kind === 'damage')).toEqual([]);
  expect((await lake.engine().query(ALL)).rows).toEqual([[5, 5]]);
  complaint.mockClear();
});

test('repair keeps away while somebody holds the lake', async () => {
  const lake = await filledLake();
  const release = lockLake(lake.root, { pid: 1, boot: '', started: '' }, () => true);
  await expect(lake.repair()).rejects.toMatchObject({ code: 'FOOTFALL_LOCKED' });
  release();
});
