import { MINUTE_MS } from '@/lib/common/clock';
import { METRICS, type MetricName, READINGS, type ReadingName } from './metric-names';

/** How the readings of one stretch become one number. */
export type Statistic = 'Sum' | 'Maximum' | 'Average';

/** What AWS measures itself, and whose it is. */
export interface AwsMetric {
  readonly namespace: 'AWS/Firehose' | 'AWS/Athena';
  readonly metric: string;
  /** The resource whose metric it is, as the settings name it. */
  readonly of: 'events-stream' | 'failed-stream' | 'workgroup';
}

/** When a measure means trouble. One alarm in CloudWatch is made from each. */
export interface Threshold {
  /** Name of the alarm, after the deployment's prefix. */
  readonly alarm: string;
  readonly is: 'above' | 'below';
  readonly limit: number;
  /** So many stretches of this length in a row. */
  readonly periodMs: number;
  readonly periods: number;
  /** `trouble`: events may be lost or late. `attention`: somebody should look in the day. */
  readonly severity: 'trouble' | 'attention';
  /** What is the matter then: the rest of "…", without a full stop. */
  readonly means: string;
  readonly todo: { readonly local: string; readonly aws: string };
}

export interface Measure {
  readonly label: string;
  readonly doc: string;
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds' | 'Bytes' | 'Share';
  readonly statistic: Statistic;
  /** AWS's own; the application's where absent. */
  readonly aws?: AwsMetric;
  /** Why a local lake has nothing to show under this name; it has where absent. */
  readonly awsOnly?: string;
  readonly threshold?: Threshold;
}

const counted = (name: MetricName, label: string): Measure => ({
  label,
  doc: METRICS[name].doc,
  unit: METRICS[name].unit,
  statistic: 'Sum',
});
const read = (name: ReadingName, label: string): Measure => ({
  label,
  doc: READINGS[name].doc,
  unit: READINGS[name].unit,
  statistic: 'Maximum',
});
const firehose = (
  metric: string,
  of: AwsMetric['of'] = 'events-stream',
): { readonly aws: AwsMetric } => ({ aws: { namespace: 'AWS/Firehose', metric, of } });

const OUTPUT = 'See the last errors below and the server’s output.';

/** The pipeline from the collector to the answer, in that order: what the health page shows. */
const DECLARED = {
  EventsReceived: counted('EventsReceived', 'Events received'),
  EventsAccepted: counted('EventsAccepted', 'Events made durable'),
  EventsRejected: {
    ...counted('EventsRejected', 'Failed events'),
    threshold: {
      alarm: 'events-rejected',
      is: 'above',
      limit: 100,
      periodMs: 5 * MINUTE_MS,
      periods: 1,
      severity: 'attention',
      means: 'more than 100 events in five minutes broke the contract',
      todo: {
        local: 'Read the newest failed events: each names its reason.',
        aws: 'Read the newest objects of the failed-events stream: each names its reason.',
      },
    },
  },
  EventsDropped: {
    ...counted('EventsDropped', 'Given up by trackers'),
    threshold: {
      alarm: 'events-dropped',
      is: 'above',
      limit: 0,
      periodMs: 5 * MINUTE_MS,
      periods: 1,
      severity: 'attention',
      means: 'trackers gave up events that they had captured',
      todo: {
        local:
          'Browsers were full, or could not reach the server for days: see requests answered 503.',
        aws: 'Browsers were full, or could not reach the server for days: see requests answered 503.',
      },
    },
  },
  RequestsShed: {
    ...counted('RequestsShed', 'Requests answered 503'),
    threshold: {
      alarm: 'requests-shed',
      is: 'above',
      limit: 0,
      periodMs: 5 * MINUTE_MS,
      periods: 1,
      severity: 'trouble',
      means: 'the collector turned events away, which browsers keep and send again',
      todo: {
        local: `The disk is slow or full, or there is more traffic than this machine carries. ${OUTPUT}`,
        aws: `Firehose refuses or throttles, or there is more traffic than the servers carry. ${OUTPUT}`,
      },
    },
  },
  RequestsRefused: counted('RequestsRefused', 'Requests answered 4xx'),
  RequestsLimited: counted('RequestsLimited', 'Requests answered 429'),
  SinkLag: {
    ...read('SinkLag', 'Wait until durable'),
    threshold: {
      alarm: 'sink-lag',
      is: 'above',
      limit: 2_000,
      periodMs: MINUTE_MS,
      periods: 3,
      severity: 'trouble',
      means: 'events wait more than two seconds until they are durable',
      todo: {
        local: `The disk is slow or full. ${OUTPUT}`,
        aws: 'Firehose answers slowly: see the throttled records and AWS’s own status page.',
      },
    },
  },
  SinkQueue: read('SinkQueue', 'Bytes waiting'),
  IncomingRecords: {
    label: 'Records taken by Firehose',
    doc: 'Records that Firehose took; one record holds several events.',
    unit: 'Count',
    statistic: 'Sum',
    awsOnly: 'A local lake has no records: events go to the disk as they are.',
    ...firehose('IncomingRecords'),
  },
  ThrottledRecords: {
    label: 'Records throttled',
    doc: 'Records that Firehose refused because the stream’s quota was used up; the server sends them again.',
    unit: 'Count',
    statistic: 'Sum',
    awsOnly: 'A local lake has no quota.',
    ...firehose('ThrottledRecords'),
    threshold: {
      alarm: 'firehose-throttled',
      is: 'above',
      limit: 0,
      periodMs: 5 * MINUTE_MS,
      periods: 3,
      severity: 'attention',
      means: 'Firehose throttles the stream of events',
      todo: { local: '', aws: 'Ask AWS for a larger quota of that stream.' },
    },
  },
  'DeliveryToS3.DataFreshness': {
    label: 'Wait for Parquet',
    doc: 'Age of the oldest event that is durable but not yet delivered as Parquet.',
    unit: 'Seconds',
    statistic: 'Maximum',
    ...firehose('DeliveryToS3.DataFreshness'),
    threshold: {
      alarm: 'delivery-stale',
      is: 'above',
      // Firehose gathers for up to 900 s, and the lake rolls after FOOTFALL_ROLL_SECONDS, 300 where unset.
      limit: 1_800,
      periodMs: 5 * MINUTE_MS,
      periods: 2,
      severity: 'trouble',
      means: 'events have waited more than half an hour for Parquet',
      todo: {
        local:
          'Rolling does not keep up or fails: `npm run lake -- check` says where, events stay safe in raw.',
        aws: 'Firehose cannot write to S3, and after 24 hours it gives up: check its role, the bucket and the key.',
      },
    },
  },
  'DeliveryToS3.Success': {
    label: 'Good deliveries',
    doc: 'Share of the deliveries to Parquet that went well.',
    unit: 'Share',
    statistic: 'Average',
    ...firehose('DeliveryToS3.Success'),
    threshold: {
      alarm: 'delivery-failing',
      is: 'below',
      limit: 1,
      periodMs: 5 * MINUTE_MS,
      periods: 3,
      severity: 'trouble',
      means: 'deliveries to Parquet fail',
      todo: {
        local:
          'The last errors below say why a roll failed; `npm run lake -- check`, events stay safe in raw.',
        aws: 'Check the role of the stream, the bucket and the Glue table it converts by.',
      },
    },
  },
  'FailedConversion.Records': {
    label: 'Records not converted',
    doc: 'Records that Firehose could not make Parquet of; they lie under the error prefix.',
    unit: 'Count',
    statistic: 'Sum',
    awsOnly: 'A local lake converts what it validated itself.',
    ...firehose('FailedConversion.Records'),
    threshold: {
      alarm: 'conversion-failed',
      is: 'above',
      limit: 0,
      periodMs: 5 * MINUTE_MS,
      periods: 1,
      severity: 'trouble',
      means: 'Firehose could not convert records to Parquet',
      todo: {
        local: '',
        aws: 'They lie in the bucket under the error prefix, each with its reason.',
      },
    },
  },
  FailedStreamFreshness: {
    label: 'Undelivered failures',
    doc: 'Age of the oldest failed event that Firehose has not delivered yet.',
    unit: 'Seconds',
    statistic: 'Maximum',
    awsOnly: 'A local lake writes failed events to their place at once.',
    ...firehose('DeliveryToS3.DataFreshness', 'failed-stream'),
    threshold: {
      alarm: 'failed-stream-stale',
      is: 'above',
      limit: 1_800,
      periodMs: 5 * MINUTE_MS,
      periods: 2,
      severity: 'attention',
      means: 'failed events have waited more than half an hour for S3',
      todo: { local: '', aws: 'Check the role of the stream of failed events, and its bucket.' },
    },
  },
  QueriesAnswered: counted('QueriesAnswered', 'Questions answered'),
  QueriesFailed: {
    ...counted('QueriesFailed', 'Questions not answered'),
    threshold: {
      alarm: 'queries-failed',
      is: 'above',
      limit: 4,
      periodMs: 5 * MINUTE_MS,
      periods: 1,
      severity: 'attention',
      means: 'dashboards get no answers',
      todo: {
        local: 'The last errors below are the engine’s own words.',
        aws: 'The last errors below are Athena’s own words.',
      },
    },
  },
  QueryTime: read('QueryTime', 'Slowest answer'),
  ProcessedBytes: {
    label: 'Bytes read by Athena',
    doc: 'What Athena read for the workgroup’s finished queries, and bills.',
    unit: 'Bytes',
    statistic: 'Sum',
    awsOnly: 'DuckDB bills nothing.',
    aws: { namespace: 'AWS/Athena', metric: 'ProcessedBytes', of: 'workgroup' },
  },
  TotalExecutionTime: {
    label: 'Slowest query of Athena',
    doc: 'How long the workgroup’s slowest finished query took, with its time in the queue.',
    unit: 'Milliseconds',
    statistic: 'Maximum',
    awsOnly: 'The slowest answer is DuckDB’s own time.',
    aws: { namespace: 'AWS/Athena', metric: 'TotalExecutionTime', of: 'workgroup' },
  },
  OrdersPlaced: counted('OrdersPlaced', 'Orders placed'),
  ConsentWithheld: counted('ConsentWithheld', 'Orders without consent'),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof DECLARED;
export const MEASURES: Readonly<Record<MeasureName, Measure>> = DECLARED;
export const MEASURE_NAMES = Object.keys(DECLARED) as MeasureName[];

/** The parts of the pipeline, and what each is known by; in the order of the measures. */
export const PARTS: readonly {
  readonly title: string;
  readonly measures: readonly MeasureName[];
}[] = [
  {
    title: 'Taking events in',
    measures: [
      'EventsReceived',
      'EventsAccepted',
      'EventsRejected',
      'EventsDropped',
      'RequestsShed',
      'RequestsRefused',
      'RequestsLimited',
    ],
  },
  {
    title: 'Keeping and delivering them',
    measures: [
      'SinkLag',
      'SinkQueue',
      'IncomingRecords',
      'ThrottledRecords',
      'DeliveryToS3.DataFreshness',
      'DeliveryToS3.Success',
      'FailedConversion.Records',
      'FailedStreamFreshness',
    ],
  },
  {
    title: 'Answering questions',
    measures: [
      'QueriesAnswered',
      'QueriesFailed',
      'QueryTime',
      'ProcessedBytes',
      'TotalExecutionTime',
    ],
  },
  { title: 'Selling', measures: ['OrdersPlaced', 'ConsentWithheld'] },
];

/** What a local lake measures under the name that AWS has for it. */
export type CounterpartName = 'DeliveryToS3.DataFreshness' | 'DeliveryToS3.Success';
