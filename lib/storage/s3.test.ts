import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startS3StandIn } from '@/e2e/fixtures/s3-stand-in';
import { MOTO_CREDENTIALS, motoInstalled, startMoto } from '@/lib/testing/moto-server';
import { describeObjectStore } from '@/lib/testing/object-store-contract';
import { createS3Store } from './s3';

const REGION = 'us-east-1';
const bytes = (text: string) => new TextEncoder().encode(text);

/** A store in a bucket of a stand-in of its own, whose lists come in pages of two. */
async function open(prefix = '') {
  const standIn = await startS3StandIn({ buckets: ['lake'], pageSize: 2 });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', standIn.url);
  const store = createS3Store({
    region: REGION,
    bucket: 'lake',
    prefix,
    credentials: MOTO_CREDENTIALS,
  });
  const dispose = async () => {
    vi.unstubAllEnvs();
    await standIn.close();
  };
  return { standIn, store, dispose };
}

async function opened(prefix?: string) {
  const under = await open(prefix);
  onTestFinished(under.dispose);
  return under;
}

describeObjectStore('s3, stand-in', () => open());
describeObjectStore('s3 under a prefix, stand-in', () => open('shop/state/'));

describe.runIf(motoInstalled())('against moto (only where moto_server is on PATH)', () => {
  let url: string;
  let stop: () => Promise<void>;
  let n = 0;
  beforeAll(async () => {
    ({ url, stop } = await startMoto());
  }, 40_000);
  afterAll(() => stop());

  describeObjectStore('s3, moto', async () => {
    const bucket = `lake-${++n}`;
    await fetch(`${url}/${bucket}`, { method: 'PUT' });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', url);
    return {
      store: createS3Store({ region: REGION, bucket, credentials: MOTO_CREDENTIALS }),
      dispose: async () => void vi.unstubAllEnvs(),
    };
  });
});

test('keys lie under the prefix, and what lies beside it is not seen', async () => {
  const { standIn, store } = await opened('state/');
  standIn.put('lake', 'other/x', Buffer.from('1'));
  standIn.put('lake', 'stately', Buffer.from('1'));
  await store.put('views/a', bytes('2'));
  expect([...standIn.objects('lake').keys()]).toEqual(['other/x', 'stately', 'state/views/a']);
  expect((await store.list('')).map(({ key }) => key)).toEqual(['views/a']);
  await store.delete('views/a');
  expect(standIn.objects('lake').size).toBe(2);
});

test.each(['state', '/state/', '../'])('the prefix %j is refused', (prefix) => {
  expect(() => createS3Store({ region: REGION, bucket: 'lake', prefix })).toThrow(RangeError);
});

test('a passing fault is tried again, twice', async () => {
  const { standIn, store } = await opened();
  standIn.script([{ do: 'error', status: 503, code: 'SlowDown' }, { do: 'destroy' }]);
  await store.put('k', bytes('x'));
  expect(standIn.requests()).toEqual(['PUT /lake/k', 'PUT /lake/k', 'PUT /lake/k']);
  standIn.script(
    Array.from({ length: 3 }, () => ({ do: 'error', status: 500, code: 'InternalError' })),
  );
  await expect(store.get('k')).rejects.toThrow(
    'S3 bucket lake in us-east-1: get k: InternalError: as scripted',
  );
});

test('a missing permission or bucket is said in words, and is no empty answer', async () => {
  const { standIn, store } = await opened();
  standIn.script([{ do: 'error', status: 403, code: 'AccessDenied' }]);
  await expect(store.get('k')).rejects.toThrow('lake in us-east-1: get k: AccessDenied');
  const elsewhere = createS3Store({
    region: REGION,
    bucket: 'nope',
    credentials: MOTO_CREDENTIALS,
  });
  await expect(elsewhere.get('k')).rejects.toThrow('NoSuchBucket');
  await expect(elsewhere.list('')).rejects.toThrow('bucket nope in us-east-1: list : NoSuchBucket');
});

describe('the stand-in', () => {
  async function client() {
    const { standIn } = await opened();
    for (const key of ['a/1', 'a/2/x', 'a/2/y', 'b', 'a<&>']) {
      standIn.put('lake', key, Buffer.from(`of ${key}`));
    }
    return new S3Client({ region: REGION, credentials: MOTO_CREDENTIALS });
  }

  test('gives ranges as S3 does', async () => {
    const s3 = await client();
    const part = async (Range: string) => {
      const got = await s3.send(new GetObjectCommand({ Bucket: 'lake', Key: 'a/2/x', Range }));
      return [await got.Body?.transformToString(), got.ContentRange];
    };
    expect(await part('bytes=0-1')).toEqual(['of', 'bytes 0-1/8']);
    expect(await part('bytes=3-')).toEqual(['a/2/x', 'bytes 3-7/8']);
    expect(await part('bytes=3-99')).toEqual(['a/2/x', 'bytes 3-7/8']);
    expect(await part('bytes=-1')).toEqual(['x', 'bytes 7-7/8']);
    await expect(part('bytes=8-9')).rejects.toMatchObject({ name: 'InvalidRange' });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'lake', Key: 'b' }));
    expect(head.ContentLength).toBe(4);
  });

  test('lists page by page, folders as one', async () => {
    const s3 = await client();
    const input = { Bucket: 'lake', Prefix: 'a', Delimiter: '/' };
    const first = await s3.send(new ListObjectsV2Command({ ...input, MaxKeys: 1 }));
    expect([first.CommonPrefixes, first.Contents, first.IsTruncated]).toEqual([
      [{ Prefix: 'a/' }],
      undefined,
      true,
    ]);
    const ContinuationToken = first.NextContinuationToken;
    const second = await s3.send(new ListObjectsV2Command({ ...input, ContinuationToken }));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['a<&>']);
    expect(second.IsTruncated).toBe(false);
    const inside = await s3.send(new ListObjectsV2Command({ ...input, Prefix: 'a/' }));
    expect(inside.Contents?.map(({ Key }) => Key)).toEqual(['a/1']);
    expect(inside.CommonPrefixes).toEqual([{ Prefix: 'a/2/' }]);
  });
});
