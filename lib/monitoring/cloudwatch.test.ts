import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  type CloudWatchStandInOptions,
  startCloudWatchStandIn,
} from '@/e2e/fixtures/cloudwatch-stand-in';
import { readEmf } from '@/e2e/fixtures/emf-stand-in';
import { type Clock, MINUTE_MS } from '@/lib/common/clock';
import { describeMetricStore } from '@/lib/testing/metric-store-contract';
import { createCloudWatchMetrics } from './cloudwatch';
import { MEASURE_NAMES } from './measures';

const START = Date.UTC(2026, 10, 22, 8, 0, 0);
const CREDENTIALS = { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' };

async function open(clock: Clock, options: CloudWatchStandInOptions = {}) {
  const standIn = await startCloudWatchStandIn(options);
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', standIn.url);
  const lines: string[] = [];
  const store = createCloudWatchMetrics({
    region: 'eu-west-1',
    streams: { events: 'footfall-events', failed: 'footfall-failed' },
    workgroup: 'footfall',
    namespace: 'Footfall',
    alarmPrefix: 'footfall-',
    clock,
    write: (line) => {
      lines.push(line);
      standIn.take(line);
    },
    credentials: CREDENTIALS,
  });
  const dispose = async () => {
    vi.unstubAllEnvs();
    await store.close();
    await standIn.close();
  };
  return { standIn, store, lines, dispose };
}

async function opened(options?: CloudWatchStandInOptions) {
  const time = { now: START };
  const under = await open(() => time.now, options);
  onTestFinished(under.dispose);
  return { ...under, time };
}

describeMetricStore('cloudwatch, stand-in', open);

const minutes = (count: number) => ({
  fromMs: START,
  toMs: START + count * MINUTE_MS,
  stepMs: MINUTE_MS,
});

test('writes a minute as one line of the embedded metric format, whatever it counted', async () => {
  const { store, standIn, lines, time } = await opened();
  for (let i = 0; i < 5_000; i++) store.count('EventsAccepted');
  expect(lines).toEqual([]);
  time.now += MINUTE_MS;
  store.count('EventsAccepted');
  expect(lines).toHaveLength(1);
  const read = readEmf(lines[0] ?? '');
  if (read === null || 'problem' in read) throw new Error(`no metrics: ${read?.problem}`);
  expect(read.data.find(({ metric }) => metric === 'EventsAccepted')).toEqual({
    namespace: 'Footfall',
    metric: 'EventsAccepted',
    dimensions: { DeliveryStreamName: 'footfall-events' },
    atMs: START,
    values: [5_000],
  });
  expect(standIn.refusedLines()).toEqual([]);
});

test('a minute without anything is written too, at zero', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { lines, time } = await opened();
  time.now += MINUTE_MS;
  vi.advanceTimersByTime(5_000);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ EventsReceived: 0, RequestsShed: 0 });
});

test('puts together what comes in pages', async () => {
  const { store, standIn } = await opened({ pageSize: 3 });
  for (let minute = 0; minute < 10; minute++) {
    standIn.put({
      namespace: 'AWS/Firehose',
      metric: 'IncomingRecords',
      dimensions: { DeliveryStreamName: 'footfall-events' },
      atMs: START + minute * MINUTE_MS,
      values: [minute, 1],
    });
  }
  const [incoming] = await store.series(['IncomingRecords'], minutes(10));
  expect(incoming?.values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(standIn.calls()).toEqual(new Array(4).fill('GetMetricData'));
});

test('tells one stream, one workgroup and one statistic from another', async () => {
  const { store, standIn } = await opened();
  const put = (stream: string, values: readonly number[]) =>
    standIn.put({
      namespace: 'AWS/Firehose',
      metric: 'DeliveryToS3.DataFreshness',
      dimensions: { DeliveryStreamName: stream },
      atMs: START,
      values,
    });
  put('footfall-events', [60, 90]);
  put('footfall-failed', [7]);
  put('somebody-else', [999]);
  standIn.put({
    namespace: 'AWS/Athena',
    metric: 'ProcessedBytes',
    dimensions: { WorkGroup: 'footfall', QueryState: 'SUCCEEDED', QueryType: 'DML' },
    atMs: START,
    values: [100, 200],
  });
  const names = ['DeliveryToS3.DataFreshness', 'FailedStreamFreshness', 'ProcessedBytes'] as const;
  const series = await store.series(names, minutes(1));
  expect(series.map(({ values }) => values)).toEqual([[90], [7], [300]]);
});

test('every measure there is fits in one call', async () => {
  const { store, standIn } = await opened();
  await store.series(MEASURE_NAMES, minutes(1));
  expect(standIn.calls()).toEqual(['GetMetricData']);
});

test('reads the states of this deployment’s alarms, over all pages', async () => {
  const { store, standIn } = await opened({ alarmPageSize: 2 });
  for (let i = 0; i < 5; i++) standIn.setAlarm({ name: `footfall-${i}`, state: 'OK' });
  standIn.setAlarm({ name: 'footfall-3', state: 'ALARM', reason: 'It is so.', atMs: START });
  standIn.setAlarm({ name: 'another', state: 'ALARM' });
  const alarms = await store.alarms();
  expect(alarms.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((i) => `footfall-${i}`));
  expect(alarms[3]).toEqual({
    name: 'footfall-3',
    state: 'ALARM',
    reason: 'It is so.',
    sinceMs: START,
  });
});

test.each([
  [
    'AccessDenied',
    403,
    'User is not authorized to perform: cloudwatch:GetMetricData',
    'needs cloudwatch:GetMetricData',
  ],
  [
    'ExpiredToken',
    403,
    'The security token included in the request is expired',
    'no valid AWS credentials',
  ],
  [
    'InvalidParameterValue',
    400,
    'The value is not valid.',
    'A setting that names something in CloudWatch',
  ],
])('a refusal by %s is told in words', async (type, status, message, help) => {
  const { store, standIn } = await opened();
  standIn.script([{ on: 'GetMetricData', status, type, message }]);
  await expect(store.series(['EventsAccepted'], minutes(1))).rejects.toMatchObject({
    code: 'metrics_unavailable',
    message: expect.stringContaining(help),
  });
});

test('an answer that never comes is told in words rather than waited for', async () => {
  const { store, standIn } = await opened();
  await standIn.close();
  await expect(store.alarms()).rejects.toMatchObject({
    message: expect.stringMatching(/^CloudWatch in eu-west-1: .*ECONNREFUSED/),
  });
});

test('the stand-in refuses what CloudWatch refuses', async () => {
  const { standIn } = await opened();
  const client = new CloudWatchClient({
    region: 'eu-west-1',
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  const query = {
    Id: 'm0',
    MetricStat: { Metric: { Namespace: 'N', MetricName: 'M' }, Period: 60, Stat: 'Sum' },
  };
  const ask = (queries: unknown[], from = START) =>
    client.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries as [],
        StartTime: new Date(from),
        EndTime: new Date(START + MINUTE_MS),
      }),
    );
  await expect(ask(new Array(501).fill(query))).rejects.toThrow(/MetricDataQueries/);
  await expect(ask([{ ...query, Id: 'M0' }])).rejects.toThrow(/Id/);
  await expect(ask([query], START + MINUTE_MS)).rejects.toMatchObject({
    name: expect.stringMatching(/^InvalidParameterValue/),
  });
  await expect(client.send(new DescribeAlarmsCommand({ MaxRecords: 101 }))).rejects.toThrow(
    /MaxRecords/,
  );
  expect(standIn.calls()).toHaveLength(4);
});

test.each([
  ['a namespace of AWS’s own', { Namespace: 'AWS/Firehose' }, 'Namespace'],
  ['no dimensions', { Dimensions: [[]] }, 'Dimensions'],
  ['an unknown unit', { Metrics: [{ Name: 'M', Unit: 'Pieces' }] }, 'Unit'],
  ['a member that the format does not have', { Color: 'red' }, 'Color'],
])('a line with %s holds no metrics', async (_, wrong, named) => {
  const { standIn } = await opened();
  const right = { Namespace: 'N', Dimensions: [['D']], Metrics: [{ Name: 'M', Unit: 'Count' }] };
  const line = (directive: object, values: object = { M: 1 }) =>
    JSON.stringify({
      _aws: { Timestamp: START, CloudWatchMetrics: [directive] },
      D: 'd',
      ...values,
    });
  expect(standIn.take(line(right))).toBe(true);
  expect(standIn.take('an ordinary line')).toBe(false);
  expect(standIn.refusedLines()).toEqual([]);
  expect(standIn.take(line({ ...right, ...wrong }))).toBe(false);
  expect(standIn.refusedLines()[0]).toContain(named);
  expect(standIn.take(line(right, { M: new Array(101).fill(1) }))).toBe(false);
  expect(standIn.take(line(right, {}))).toBe(false);
});

test('output that is sent to the stand-in line by line is taken like any other', async () => {
  const { store, standIn, lines, time } = await opened();
  store.count('OrdersPlaced', 3);
  time.now += MINUTE_MS;
  store.count('OrdersPlaced');
  const [line = ''] = lines;
  const output = [
    'Shop  http://localhost:3000',
    line.replace(/"OrdersPlaced":3/, '"OrdersPlaced":40'),
  ];
  const answer = await fetch(`${standIn.url}/lines`, { method: 'PUT', body: output.join('\n') });
  expect(await answer.text()).toBe('1 lines held metrics\n');
  const [orders] = await store.series(['OrdersPlaced'], minutes(1));
  expect(orders?.values).toEqual([43]);
});
