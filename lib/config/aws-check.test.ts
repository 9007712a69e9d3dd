import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startFirehoseStandIn } from '@/e2e/fixtures/firehose-stand-in';
import { listenOnLoopback, refuse } from '@/e2e/fixtures/json-protocol-stand-in';
import { createMemoryEngine } from '@/lib/analytics/memory';
import { QueryError } from '@/lib/analytics/query-engine';
import { systemClock } from '@/lib/common/clock';
import type { ResourceCheck } from '@/lib/common/resource-check';
import { checkFirehose } from '@/lib/delivery/firehose-check';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { MetricsUnavailable } from '@/lib/monitoring/metric-store';
import { createMemoryStore } from '@/lib/storage/memory';
import { eventually } from '@/lib/testing/eventually';
import { type CheckedDrivers, checkAws, missingLines, watchAws } from './aws-check';

const CREDENTIALS = { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' };

const there: ResourceCheck = {
  resource: 'Firehose stream e',
  state: 'there',
  message: 'It is active.',
  neededFor: 'delivery',
};

const engine = (fault?: Error) => ({
  ...createMemoryEngine({}),
  query: async () => {
    if (fault) throw fault;
    return { columns: [], rows: [], bytesScanned: 0, elapsedMs: 1 };
  },
});

function drivers(more: Partial<CheckedDrivers> = {}): CheckedDrivers {
  return {
    credentials: async () => CREDENTIALS,
    streams: async () => [there],
    engine: engine(),
    database: 'footfall',
    objects: createMemoryStore(),
    folder: 's3://bucket/state/',
    raw: { store: createMemoryStore(), name: 'footfall-raw' },
    metrics: createLocalMetrics(),
    quicksight: null,
    clock: systemClock,
    ...more,
  };
}

const states = (checks: readonly ResourceCheck[]) =>
  Object.fromEntries(checks.map(({ resource, state }) => [resource, state]));

test('where all is there it says so, and leaves nothing behind', async () => {
  const objects = createMemoryStore();
  const checks = await checkAws(drivers({ objects }));
  expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['there']));
  expect(checks.map(({ resource }) => resource)).toEqual([
    'AWS credentials',
    'Firehose stream e',
    'Athena database footfall',
    'S3 folder s3://bucket/state/',
    'S3 bucket footfall-raw',
    'CloudWatch',
  ]);
  expect(await objects.list('')).toEqual([]);
});

test('without credentials nothing else is asked, and it says what to do', async () => {
  const streams = vi.fn();
  const none = Object.assign(new Error('Could not load credentials from any providers'), {
    name: 'CredentialsProviderError',
  });
  const checks = await checkAws(drivers({ credentials: () => Promise.reject(none), streams }));
  expect(checks).toMatchObject([
    { state: 'missing', neededFor: 'delivery', message: expect.stringContaining('AWS_PROFILE') },
  ]);
  expect(streams).not.toHaveBeenCalled();
});

test('each that is missing says so in its driver’s words, and the others are still looked at', async () => {
  const checks = await checkAws(
    drivers({
      engine: engine(new QueryError('unavailable', 'Athena in x: set FOOTFALL_ATHENA_OUTPUT.')),
      objects: {
        ...createMemoryStore(),
        put: () => Promise.reject(new Error('S3 bucket b in x: put: AccessDenied')),
      },
      raw: {
        name: 'footfall-raw',
        store: {
          ...createMemoryStore(),
          list: () => Promise.reject(new Error('S3 bucket footfall-raw in x: list: NoSuchBucket')),
        },
      },
      metrics: {
        ...createLocalMetrics(),
        alarms: () => Promise.reject(new MetricsUnavailable('CloudWatch in x: no.')),
      },
      quicksight: () => Promise.reject(new Error('no subscription')),
    }),
  );
  expect(states(checks)).toEqual({
    'AWS credentials': 'there',
    'Firehose stream e': 'there',
    Athena: 'missing',
    S3: 'missing',
    'S3 bucket footfall-raw': 'missing',
    CloudWatch: 'missing',
    QuickSight: 'missing',
  });
  const words = checks.map(({ message }) => message).join('\n');
  for (const word of [
    'FOOTFALL_ATHENA_OUTPUT.',
    'AccessDenied.',
    'NoSuchBucket.',
    'CloudWatch in x',
    'no subscription',
  ]) {
    expect(words).toContain(word);
  }
  expect(words).not.toContain('..');
  expect(words).not.toContain('QueryError');
});

test('what never answers is missing after half a minute', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const checking = checkAws(drivers({ streams: () => new Promise(() => undefined) }));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(states(await checking)).toMatchObject({ Firehose: 'missing', CloudWatch: 'there' });
});

test('a database that is not set is no fault', async () => {
  expect(
    states(await checkAws(drivers({ engine: null, objects: null, raw: null, metrics: null }))),
  ).toEqual({
    'AWS credentials': 'there',
    'Firehose stream e': 'there',
    Athena: 'unknown',
  });
});

test('looks again after a minute as long as something is missing, and never twice at a time', async () => {
  let now = 0;
  let answer: readonly ResourceCheck[] = [{ ...there, state: 'missing' }];
  const check = vi.fn(async () => answer);
  const watch = watchAws(check, () => now);
  expect(watch.latest()).toBeNull();
  await Promise.all([watch.look(), watch.look()]);
  expect(check).toHaveBeenCalledOnce();
  expect(watch.latest()).toEqual(answer);
  expect(check).toHaveBeenCalledOnce();
  now += 60_000;
  answer = [there];
  watch.latest();
  await eventually(() => expect(watch.latest()).toEqual([there]));
  now += 600_000;
  watch.latest();
  expect(check).toHaveBeenCalledTimes(2);
});

test('tells a stream that is there from one that is not, by the real SDK', async () => {
  const standIn = await startFirehoseStandIn({ streams: ['e'] });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await standIn.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL_FIREHOSE', standIn.url);
  const streams = { events: 'e', failed: 'f' };
  const checks = await checkFirehose({ region: 'eu-west-1', streams, credentials: CREDENTIALS });
  expect(checks).toEqual([
    there,
    {
      resource: 'Firehose stream f',
      state: 'missing',
      neededFor: 'delivery',
      message: expect.stringMatching(
        /no such stream in eu-west-1: .*FOOTFALL_FIREHOSE_FAILED_STREAM/,
      ),
    },
  ]);
});

test.each([
  [
    'AccessDeniedException',
    'User: x is not authorized to perform',
    'unknown',
    'only this check needs',
  ],
  ['InternalFailure', 'It broke.', 'missing', 'did not answer: InternalFailure: It broke.'],
])('a stream that answers %s', async (type, message, state, words) => {
  const { port, close } = await listenOnLoopback(
    createServer((_, response) => refuse(response, { status: 400, type, message })),
  );
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL_FIREHOSE', `http://127.0.0.1:${port}`);
  const streams = { events: 'e', failed: 'f' };
  const checks = await checkFirehose({ region: 'eu-west-1', streams, credentials: CREDENTIALS });
  expect(checks).toMatchObject([
    { state, message: expect.stringContaining(words) },
    { state, message: expect.stringContaining(words) },
  ]);
});

test('what is missing is a line each, which says whether events are kept', () => {
  const lines = missingLines([
    there,
    { ...there, state: 'unknown' },
    { ...there, state: 'missing', message: 'Gone.' },
    { resource: 'CloudWatch', state: 'missing', message: 'No.', neededFor: 'dashboards' },
  ]);
  expect(lines).toEqual([
    'Missing in AWS (events are not kept): Firehose stream e. Gone.',
    'Missing in AWS (events are kept all the same): CloudWatch. No.',
  ]);
});
