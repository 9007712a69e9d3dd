import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { MEASURE_NAMES, MEASURES, type Statistic, type Threshold } from '@/lib/monitoring/measures';
import type { Deployment } from './deployment';

const DAY_MS = 24 * HOUR_MS;
const GIB = 1024 ** 3;

/** What only the deployment knows of: no server measures it, and a local lake has nothing like it. */
export type StackMetric =
  | { readonly of: 'keeper'; readonly metric: 'ExecutionsSucceeded' | 'ExecutionsFailed' }
  | { readonly of: 'undelivered-rule'; readonly metric: 'TriggeredRules' }
  | {
      readonly of: 'events-stream';
      readonly metric: 'IncomingRecords' | 'BackupToS3.DataFreshness';
    }
  | { readonly of: 'tables-workgroup'; readonly metric: 'ProcessedBytes' };

/** A threshold on what AWS measures of the deployment, in the words of those of `measures.ts`. */
export interface StackAlarm extends Omit<Threshold, 'todo'> {
  readonly watched: StackMetric;
  readonly statistic: Statistic;
  readonly todo: string;
  /** Whether silence is the trouble. */
  readonly silenceIsTrouble: boolean;
}

/** How long the tables may stand still before somebody is told. */
export function lateMinutes({ mergeMinutes }: Deployment): number {
  return Math.max(3 * mergeMinutes, 60);
}

/** Further alarms of a deployment, named as those of the measures are: prefix, then `alarm`. */
export function stackAlarms(deployment: Deployment): readonly StackAlarm[] {
  const late = lateMinutes(deployment) * MINUTE_MS;
  // CloudWatch looks at a day at most.
  const periodMs = Math.min(late, DAY_MS);
  const alarms: StackAlarm[] = [
    {
      watched: { of: 'keeper', metric: 'ExecutionsSucceeded' },
      statistic: 'Sum',
      alarm: 'merge-late',
      is: 'below',
      limit: 1,
      periodMs,
      periods: 1,
      silenceIsTrouble: true,
      severity: 'trouble',
      means: 'no run that keeps the tables has ended well for three times its interval',
      todo: 'Open the newest execution of the state machine: the red state holds the words of Athena.',
    },
    {
      watched: { of: 'keeper', metric: 'ExecutionsFailed' },
      statistic: 'Sum',
      alarm: 'merge-failed',
      is: 'above',
      limit: 0,
      periodMs: HOUR_MS,
      periods: 1,
      silenceIsTrouble: false,
      severity: 'attention',
      means: 'a run that keeps the tables has failed; the next one takes in what it left',
      todo: 'Open the failed execution of the state machine: the red state holds the words of Athena.',
    },
    {
      watched: { of: 'undelivered-rule', metric: 'TriggeredRules' },
      statistic: 'Sum',
      alarm: 'undelivered',
      is: 'above',
      limit: 0,
      periodMs: 5 * MINUTE_MS,
      periods: 1,
      silenceIsTrouble: false,
      severity: 'trouble',
      means: 'Firehose laid down what it could not convert or deliver',
      todo: '`npm run redrive -- --dry-run` reads the objects and says what would become of each.',
    },
    {
      // Parquet and JSON are delivered each by itself, and the measures watch Parquet alone.
      watched: { of: 'events-stream', metric: 'BackupToS3.DataFreshness' },
      statistic: 'Maximum',
      alarm: 'raw-stale',
      is: 'above',
      limit: (30 * MINUTE_MS) / SECOND_MS,
      periodMs: 5 * MINUTE_MS,
      periods: 2,
      silenceIsTrouble: false,
      severity: 'trouble',
      means: 'events have waited more than half an hour for the raw bucket',
      todo: 'Firehose cannot write there, and after 24 hours it gives up: check its role and the bucket.',
    },
    {
      watched: { of: 'tables-workgroup', metric: 'ProcessedBytes' },
      statistic: 'Sum',
      alarm: 'tables-cost',
      is: 'above',
      limit: 400 * GIB,
      periodMs: DAY_MS,
      periods: 1,
      silenceIsTrouble: false,
      severity: 'attention',
      means: 'keeping the tables has read more than 400 GiB in a day, some $2',
      todo: 'Merge less often (-c mergeMinutes), or look in the workgroup for the statement that reads most.',
    },
  ];
  if (!deployment.expectsTraffic) return alarms;
  return [
    ...alarms,
    {
      watched: { of: 'events-stream', metric: 'IncomingRecords' },
      statistic: 'Sum',
      alarm: 'no-traffic',
      is: 'below',
      limit: 1,
      periodMs: 30 * MINUTE_MS,
      periods: 2,
      silenceIsTrouble: true,
      severity: 'trouble',
      means: 'no event has come for an hour',
      todo: 'Open the shop and accept measuring: if no event comes of that, see the servers’ output.',
    },
  ];
}

/** The measures that an alarm is made of. */
export const WATCHED = MEASURE_NAMES.filter((name) => MEASURES[name].threshold);
