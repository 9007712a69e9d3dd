import { expect, onTestFinished, test, vi } from 'vitest';
import { startS3StandIn } from '@/e2e/fixtures/s3-stand-in';
import { MOTO_CREDENTIALS } from '@/lib/testing/moto-server';
import type { ObjectVersion } from './object-versions';
import { createS3Versions } from './s3-versions';

/** A bucket with three versions of `state/a` and one of `state/b`, listed two at a time. */
async function opened(versioned: boolean) {
  const standIn = await startS3StandIn({
    buckets: ['lake'],
    versioned: versioned ? ['lake'] : [],
    pageSize: 2,
  });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', standIn.url);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await standIn.close();
  });
  for (const body of ['1', '2', '3']) standIn.put('lake', 'state/a', Buffer.from(body));
  standIn.put('lake', 'state/b', Buffer.from('b'));
  standIn.put('lake', 'stately', Buffer.from('x'));
  const store = createS3Versions({
    region: 'us-east-1',
    bucket: 'lake',
    prefix: 'state/',
    credentials: MOTO_CREDENTIALS,
  });
  const texts = async () =>
    Promise.all(
      (await store.list('')).map(async (version) => [
        version.key,
        version.isLatest,
        String(await store.get(version)),
      ]),
    );
  const one = async (key: string, isLatest = true): Promise<ObjectVersion> => {
    const found = (await store.list('')).find((v) => v.key === key && v.isLatest === isLatest);
    if (!found) throw new Error(`no ${key}`);
    return found;
  };
  return { standIn, store, texts, one };
}

test('every version is listed and read, page by page, under the prefix alone', async () => {
  const { texts } = await opened(true);
  expect(await texts()).toEqual([
    ['a', true, '3'],
    ['a', false, '2'],
    ['a', false, '1'],
    ['b', true, 'b'],
  ]);
});

test('what is replaced leaves no version of what it was, and the older ones are there still', async () => {
  const { texts, store, one } = await opened(true);
  await store.replace(await one('a'), Buffer.from('new'));
  await store.remove(await one('a', false));
  expect(await texts()).toEqual([
    ['a', true, 'new'],
    ['a', false, '1'],
    ['b', true, 'b'],
  ]);
});

test('what is removed is gone, and no older version takes its place', async () => {
  const { texts, store, one, standIn } = await opened(true);
  await store.remove(await one('a'));
  expect(await texts()).toEqual([
    ['a', false, '2'],
    ['a', false, '1'],
    ['b', true, 'b'],
  ]);
  expect([...standIn.objects('lake').keys()].sort()).toEqual(['state/b', 'stately']);
});

test('a bucket without versions has one of each object', async () => {
  const { texts, store, one } = await opened(false);
  await store.replace(await one('a'), Buffer.from('new'));
  await store.remove(await one('b'));
  expect(await texts()).toEqual([['a', true, 'new']]);
  expect(await store.get({ ...(await one('a')), key: 'gone' })).toBeNull();
});

test('what somebody else changed meanwhile is not written over', async () => {
  const { texts, store, one, standIn } = await opened(false);
  const seen = await one('a');
  standIn.put('lake', 'state/a', Buffer.from('theirs'));
  await expect(store.replace(seen, Buffer.from('ours'))).rejects.toMatchObject({
    name: 'ChangedError',
  });
  expect(await texts()).toContainEqual(['a', true, 'theirs']);
  await expect(store.replace({ ...seen, key: 'gone' }, Buffer.from('x'))).rejects.toMatchObject({
    name: 'ChangedError',
  });
  standIn.script([{ do: 'error', status: 403, code: 'AccessDenied' }]);
  await expect(store.list('')).rejects.toThrow(
    'S3 bucket lake in us-east-1: list versions of : AccessDenied',
  );
});
