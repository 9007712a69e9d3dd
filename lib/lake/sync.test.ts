import { appendFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startS3StandIn } from '@/e2e/fixtures/s3-stand-in';
import { createTablesStandIn } from '@/e2e/fixtures/tables-stand-in';
import { createFolderStore } from '@/lib/storage/folder';
import type { ObjectStore } from '@/lib/storage/object-store';
import { createS3Store } from '@/lib/storage/s3';
import { storedEvent } from '@/lib/testing/lake-events';
import { LAKE_NOW, lakeUnderTest } from '@/lib/testing/lake-under-test';
import { syncLake } from './sync';

const DAY = 24 * 60 * 60 * 1000;
const event = (n: number, event_ms = LAKE_NOW) => storedEvent(n, { event_ms });

async function lakeAndBuckets() {
  const under = lakeUnderTest();
  const s3 = await startS3StandIn({ buckets: ['raw', 'processed'], pageSize: 2 });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', s3.url);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const bucket = (name: string) =>
    createS3Store({ region: 'eu-west-1', bucket: name, credentials });
  const [raw, processed] = [bucket('raw'), bucket('processed')];
  const lake = createFolderStore({ root: under.root });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await s3.close();
  });
  const puts = () => s3.requests().filter((request) => request.startsWith('PUT')).length;
  const sync = (to: { raw?: ObjectStore; processed?: ObjectStore } = { raw, processed }) =>
    syncLake({ root: under.root, lake, ...to });
  const keys = (name: string) => [...s3.objects(name).keys()].sort();
  return { ...under, s3, sync, keys, puts, processed };
}

test('Parquet lands where the landing table looks, raw lies as it is, and the merge takes it in', async () => {
  const { keeper, write, sync, keys, s3 } = await lakeAndBuckets();
  const rolling = keeper();
  write('a', event(1), event(2), event(2));
  await rolling.rollAll();
  write('b', event(2), event(3, LAKE_NOW - DAY), '{"torn":');
  await rolling.rollAll();
  const done = await sync();
  expect(done).toMatchObject({
    processed: { copied: 2, same: 0 },
    raw: { copied: 2, same: 0 },
    arrivals: { from: '2026-11-21', to: '2026-11-22' },
    tooOld: [],
  });
  expect(keys('processed')).toEqual([
    expect.stringMatching(/^landing\/events\/dt=2026-11-21\/hour=00\/part-[-\da-f]{36}\.parquet$/),
    expect.stringMatching(/^landing\/events\/dt=2026-11-22\/hour=00\/part-[-\da-f]{36}\.parquet$/),
  ]);
  expect(keys('raw')).toEqual([
    'events/dt=2026-11-22/hour=08/footfall-1-a',
    'events/dt=2026-11-22/hour=08/footfall-1-b',
  ]);
  const tables = await createTablesStandIn({ s3, bucket: 'processed', products: [] });
  onTestFinished(() => tables.engine.close());
  expect(await tables.refresh()).toEqual({ landed: 3, events: 3, copies: 0 });
});

test('goes on where it was cut off, copies nothing twice, and what has grown again', async () => {
  const { keeper, write, sync, puts, s3, processed } = await lakeAndBuckets();
  const path = write('a', event(1));
  const rolling = keeper();
  await rolling.rollAll();
  write('b', event(2, LAKE_NOW - DAY));
  await rolling.rollAll();
  let left = 1;
  const dies: ObjectStore = {
    ...processed,
    put: async (key, body) => {
      if (left-- <= 0) throw new Error('cut off');
      await processed.put(key, body);
    },
  };
  await expect(sync({ processed: dies })).rejects.toThrow('cut off');
  expect(s3.objects('processed').size).toBe(1);
  expect(await sync()).toMatchObject({
    processed: { copied: 1, same: 1 },
    raw: { copied: 2, same: 0 },
  });
  const before = puts();
  expect(await sync()).toMatchObject({ processed: { copied: 0, same: 2 }, raw: { same: 2 } });
  expect(puts()).toBe(before);
  // As if it had been written to in the middle of a line.
  appendFileSync(path, `${JSON.stringify(event(9))}\n{"half`);
  expect(await sync()).toMatchObject({ processed: { same: 2 }, raw: { copied: 1, same: 1 } });
  const raw = s3.objects('raw').get('events/dt=2026-11-22/hour=08/footfall-1-a')?.toString();
  expect(raw?.split('\n')).toHaveLength(3);
  expect(raw?.endsWith('}\n')).toBe(true);
});

test('another content of the same length is copied again', async () => {
  const { write, sync, s3 } = await lakeAndBuckets();
  write('a', event(1));
  await sync();
  const key = 'events/dt=2026-11-22/hour=08/footfall-1-a';
  const right = s3.objects('raw').get(key) ?? Buffer.alloc(0);
  s3.put('raw', key, Buffer.alloc(right.length, 'x'));
  expect(await sync()).toMatchObject({ raw: { copied: 1 } });
  expect(s3.objects('raw').get(key)).toEqual(right);
});

test('dates before the first that the landing table has are named and left out', async () => {
  const { keeper, write, sync, keys } = await lakeAndBuckets();
  write('a', event(1), event(2, Date.parse('2025-12-31T12:00:00.000Z')));
  await keeper().rollAll();
  expect(await sync()).toMatchObject({
    processed: { copied: 1 },
    tooOld: ['2025-12-31'],
    arrivals: { from: '2026-11-22', to: '2026-11-22' },
  });
  expect(keys('processed')).toHaveLength(1);
});
