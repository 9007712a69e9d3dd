import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  type MetricDataQuery,
  type MetricDataResult,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { type Clock, SECOND_MS } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import { unavailable } from './cloudwatch-errors';
import { createCounters } from './counters';
import { createEmfWriter, STREAM_DIMENSION } from './emf';
import { type AwsMetric, MEASURES, type MeasureName } from './measures';
import { READING_NAMES, type ReadingName } from './metric-names';
import {
  type Alarm,
  type AlarmState,
  type MetricStore,
  MetricsUnavailable,
  type Stretch,
} from './metric-store';

const REQUEST_TIMEOUT_MS = 10 * SECOND_MS;
/** These calls only read, so retrying is left to the SDK. */
const MAX_TRIES = 3;
/** How often a minute that is over is looked for. */
const TURN_MS = 5 * SECOND_MS;
const ALARMS_A_PAGE = 100;

export interface CloudWatchOptions {
  readonly region: string;
  readonly streams: { readonly events: string; readonly failed: string };
  /** Athena's, where there is one. */
  readonly workgroup: string | null;
  /** Of our own metrics. */
  readonly namespace: string;
  /** What the names of this deployment's alarms begin with. */
  readonly alarmPrefix: string;
  readonly clock: Clock;
  /** Takes each line of our own metrics: the server's output, which CloudWatch Logs reads. */
  readonly write: (line: string) => void;
  /** Found by the SDK's own chain where absent. */
  readonly credentials?: CloudWatchClientConfig['credentials'];
}

/**
 * Our own metrics go to CloudWatch as lines of the output, once a minute, and cost no call; they and
 * AWS's own are read back with GetMetricData, alarms with DescribeAlarms.
 */
export function createCloudWatchMetrics(options: CloudWatchOptions): MetricStore {
  const { region, namespace, clock, write, credentials, alarmPrefix } = options;
  const client = new CloudWatchClient({
    region,
    ...(credentials && { credentials }),
    maxAttempts: MAX_TRIES,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS),
  });
  const counters = createCounters();
  const emf = createEmfWriter({ namespace, stream: options.streams.events, write });
  emf.turn(clock());
  const timer = setInterval(() => emf.turn(clock()), TURN_MS);
  timer.unref();
  let closed = false;

  return {
    name: 'cloudwatch',
    count(metric, by = 1) {
      counters.add(metric, by);
      if (!closed) emf.count(metric, by, clock());
    },
    read(metric, value) {
      // What Firehose measures itself is left to it.
      if (!closed && isReading(metric)) emf.read(metric, value, clock());
    },
    totals: counters.totals,
    async series(measures, stretch) {
      const asked = measures.map((measure, i) => ({ measure, query: query(measure, i, stretch) }));
      const queries = asked.flatMap(({ query }) => query ?? []);
      const results = await inWords('GetMetricData', () => ask(queries, stretch));
      return asked.map(({ measure, query }) => ({
        measure,
        values: query ? placed(results.get(String(query.Id)) ?? [], stretch) : [],
      }));
    },
    alarms: () =>
      inWords('DescribeAlarms', async () => {
        const pages = paginateDescribeAlarms(
          { client, pageSize: ALARMS_A_PAGE },
          { AlarmNamePrefix: alarmPrefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
        );
        const found: Alarm[] = [];
        for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
          for (const alarm of [...MetricAlarms, ...CompositeAlarms]) found.push(alarmOf(alarm));
        }
        return found;
      }),
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      emf.flush();
      client.destroy();
    },
  };

  async function inWords<T>(call: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MetricsUnavailable) throw error;
      throw unavailable(error, call, region);
    }
  }

  /** Answers come in pages; one measure's values may be spread over several. */
  async function ask(queries: MetricDataQuery[], stretch: Stretch) {
    const points = new Map<string, [atMs: number, value: number][]>();
    if (queries.length === 0) return points;
    const pages = paginateGetMetricData(
      { client },
      {
        MetricDataQueries: queries,
        StartTime: new Date(stretch.fromMs),
        EndTime: new Date(stretch.toMs),
        ScanBy: 'TimestampAscending',
      },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const result of MetricDataResults) {
        const known = points.get(String(result.Id)) ?? [];
        points.set(String(result.Id), [...known, ...pointsOf(result)]);
      }
    }
    return points;
  }

  function pointsOf(result: MetricDataResult): [number, number][] {
    const { StatusCode, Messages = [], Timestamps = [], Values = [], Label } = result;
    if (StatusCode === 'Forbidden' || StatusCode === 'InternalError') {
      const words = Messages.map(({ Value }) => Value).join(' ') || StatusCode;
      throw new MetricsUnavailable(`CloudWatch in ${region} did not give ${Label}: ${words}`);
    }
    return Timestamps.map((at, i) => [at.getTime(), Values[i] ?? 0]);
  }

  function query(measure: MeasureName, i: number, { stepMs }: Stretch): MetricDataQuery | null {
    const { aws, statistic } = MEASURES[measure];
    const metric = aws ? metricOf(aws) : ownMetric(measure);
    if (!metric) return null;
    return {
      Id: `m${i}`,
      Label: measure,
      MetricStat: { Metric: metric, Period: stepMs / SECOND_MS, Stat: statistic },
    };
  }

  function ownMetric(measure: MeasureName) {
    const Dimensions = [{ Name: STREAM_DIMENSION, Value: options.streams.events }];
    return { Namespace: namespace, MetricName: measure, Dimensions };
  }

  function metricOf({ namespace: Namespace, metric: MetricName, of }: AwsMetric) {
    if (of !== 'workgroup') {
      const Value = of === 'events-stream' ? options.streams.events : options.streams.failed;
      return { Namespace, MetricName, Dimensions: [{ Name: STREAM_DIMENSION, Value }] };
    }
    if (options.workgroup === null) return null;
    const Dimensions = [
      { Name: 'WorkGroup', Value: options.workgroup },
      { Name: 'QueryState', Value: 'SUCCEEDED' },
      { Name: 'QueryType', Value: 'DML' },
    ];
    return { Namespace, MetricName, Dimensions };
  }
}

const READINGS: ReadonlySet<string> = new Set(READING_NAMES);
const isReading = (name: string): name is ReadingName => READINGS.has(name);

function placed(points: readonly [number, number][], { fromMs, toMs, stepMs }: Stretch) {
  const values = new Array<number | null>(Math.ceil((toMs - fromMs) / stepMs)).fill(null);
  for (const [at, value] of points) {
    const step = Math.floor((at - fromMs) / stepMs);
    if (step >= 0 && step < values.length) values[step] = value;
  }
  return values;
}

function alarmOf(alarm: {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: AlarmState | undefined;
  readonly StateReason?: string | undefined;
  readonly StateUpdatedTimestamp?: Date | undefined;
}): Alarm {
  return {
    name: alarm.AlarmName ?? '',
    state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
    reason: alarm.StateReason ?? '',
    sinceMs: alarm.StateUpdatedTimestamp?.getTime() ?? null,
  };
}
