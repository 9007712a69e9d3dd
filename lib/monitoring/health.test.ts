import { expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/common/clock';
import { createHealthDesk, type HealthDeskOptions } from './health';
import { createLocalMetrics } from './local';
import { type Alarm, type MetricStore, MetricsUnavailable } from './metric-store';

const START = Date.UTC(2026, 10, 22, 8);

function opened(more: Partial<HealthDeskOptions> = {}) {
  const time = { now: START };
  const clock = () => time.now;
  const metrics = more.metrics ?? createLocalMetrics(clock);
  const desk = createHealthDesk({
    mode: 'local',
    metrics,
    clock,
    alarmPrefix: 'footfall-',
    freshMs: 0,
    standing: () => [],
    errors: () => [],
    checks: () => null,
    ...more,
  });
  return { time, metrics, desk };
}

/** A store that measures as `local` does and has such alarms. */
function watched(alarms: readonly Alarm[], clock = () => START): MetricStore {
  return { ...createLocalMetrics(clock), name: 'cloudwatch', alarms: async () => alarms };
}

const alarm = (more: Partial<Alarm> = {}): Alarm => ({
  name: 'footfall-requests-shed',
  state: 'ALARM',
  reason: 'Threshold crossed.',
  sinceMs: START - MINUTE_MS,
  ...more,
});

test('an idle shop is well, and so is a busy one', async () => {
  const { desk, metrics } = opened();
  expect((await desk.document('1h')).verdict).toEqual({
    state: 'well',
    sentence: 'All is well; no events came in the last half hour.',
    next: null,
  });
  metrics.count('EventsAccepted', 1_234);
  expect((await desk.document('1h')).verdict.sentence).toBe(
    'All is well: 1,234 events came in the last half hour, and all of them were made durable.',
  );
});

test('a threshold that is passed is an alarm, named in the sentence with what to do', async () => {
  const { desk, metrics, time } = opened();
  metrics.count('RequestsShed', 3);
  time.now += MINUTE_MS;
  const { verdict, alarms } = await desk.document('1h');
  expect(verdict).toMatchObject({
    state: 'trouble',
    sentence: expect.stringContaining('Not well: the collector turned events away'),
    next: expect.stringContaining('disk is slow or full'),
  });
  expect(alarms.filter(({ state }) => state === 'ALARM')).toMatchObject([
    { name: 'footfall-requests-shed', by: 'server', severity: 'trouble' },
  ]);
  time.now += 30 * MINUTE_MS;
  expect((await desk.document('1h')).verdict.state).toBe('well');
});

test('the worst comes first and says how much else there is', async () => {
  const { desk, metrics } = opened();
  metrics.count('EventsRejected', 500);
  metrics.count('EventsDropped', 1);
  expect((await desk.document('1h')).verdict.sentence).toMatch(
    /^Events are taken in and kept, but more than 100 .* \(and 1 more matter below\)\.$/,
  );
  metrics.read('DeliveryToS3.DataFreshness', 4_000);
  metrics.count('RequestsShed');
  expect((await desk.document('1h')).verdict.sentence).toMatch(
    /^Not well: the collector .* \(and 2 more matters below\)\.$/,
  );
});

test('a fault that stands now is trouble, whatever the metrics say', async () => {
  const { desk } = opened({
    standing: () => [{ where: 'delivery', message: 'ENOSPC: disk full.' }],
  });
  expect((await desk.document('1h')).verdict).toMatchObject({
    state: 'trouble',
    sentence: 'Not well: delivery: ENOSPC: disk full.',
  });
});

test('what CloudWatch watches is told as it says, the rest is judged here', async () => {
  const { desk } = opened({
    mode: 'aws',
    metrics: watched([alarm(), alarm({ name: 'footfall-own', reason: 'Of their own.' })]),
  });
  const { alarms, verdict } = await desk.document('1h');
  expect(alarms.find(({ name }) => name === 'footfall-requests-shed')).toMatchObject({
    by: 'cloudwatch',
    state: 'ALARM',
    reason: 'Threshold crossed.',
    sinceMs: START - MINUTE_MS,
  });
  expect(alarms.find(({ name }) => name === 'footfall-sink-lag')).toMatchObject({
    by: 'server',
    state: 'INSUFFICIENT_DATA',
  });
  expect(alarms.at(-1)).toMatchObject({ name: 'footfall-own', severity: 'attention' });
  expect(verdict.next).toContain('Firehose refuses or throttles');
});

test('a store that cannot be asked leaves the verdict open and says why', async () => {
  const metrics: MetricStore = {
    ...createLocalMetrics(),
    series: () => Promise.reject(new MetricsUnavailable('CloudWatch in x: AccessDenied.')),
  };
  const { desk } = opened({ mode: 'aws', metrics });
  expect(await desk.document('24h')).toMatchObject({
    verdict: { state: 'unsure', sentence: expect.stringContaining('AccessDenied') },
    problem: 'CloudWatch in x: AccessDenied.',
    measures: [],
  });
  const broken = { ...metrics, series: () => Promise.reject(new TypeError('a bug')) };
  await expect(opened({ metrics: broken }).desk.document('1h')).rejects.toThrow('a bug');
});

test('resources that are missing are trouble where events need them, else worth a look', async () => {
  const check = (neededFor: 'delivery' | 'dashboards') => ({
    resource: 'Firehose stream e',
    state: 'missing' as const,
    message: 'There is no such stream.',
    neededFor,
  });
  const of = async (neededFor: 'delivery' | 'dashboards') =>
    (await opened({ checks: () => [check(neededFor)] }).desk.document('1h')).verdict;
  expect(await of('delivery')).toEqual({
    state: 'trouble',
    sentence: 'Not well: Firehose stream e is not as it should be.',
    next: 'There is no such stream.',
  });
  expect((await of('dashboards')).state).toBe('attention');
});

test('silence of CloudWatch is not taken for peace', async () => {
  const silent: MetricStore = {
    ...createLocalMetrics(),
    series: async (measures) => measures.map((measure) => ({ measure, values: [null, null] })),
  };
  const { verdict } = await opened({ mode: 'aws', metrics: silent }).desk.document('1h');
  expect(verdict).toMatchObject({
    state: 'unsure',
    next: expect.stringContaining('CloudWatch Logs'),
  });
});

test('asks once for all who look within a minute, and each stretch by itself', async () => {
  let asked = 0;
  const store = createLocalMetrics(() => START);
  const metrics: MetricStore = {
    ...store,
    series: (...what) => {
      asked++;
      return store.series(...what);
    },
  };
  const { desk, time } = opened({ metrics, freshMs: MINUTE_MS });
  await Promise.all([desk.document('1h'), desk.document('1h')]);
  expect(asked).toBe(2);
  await desk.document('7d');
  expect(asked).toBe(4);
  time.now += MINUTE_MS;
  await desk.document('1h');
  expect(asked).toBe(6);
});

test('each stretch has the steps it says, and tells what this mode has not and why', async () => {
  const { desk, metrics } = opened();
  metrics.count('OrdersPlaced', 2);
  for (const [stretch, steps] of [
    ['1h', 60],
    ['6h', 72],
    ['24h', 96],
    ['7d', 84],
  ] as const) {
    const { measures, fromMs, toMs, stepMs } = await desk.document(stretch);
    expect((toMs - fromMs) / stepMs).toBe(steps);
    const orders = measures.find(({ name }) => name === 'OrdersPlaced');
    expect(orders).toMatchObject({ total: 2, missing: null });
    expect(orders?.values).toHaveLength(steps);
    expect(measures.find(({ name }) => name === 'ThrottledRecords')).toMatchObject({
      values: [],
      total: null,
      missing: 'A local lake has no quota.',
    });
  }
});
