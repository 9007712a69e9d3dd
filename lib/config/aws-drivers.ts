import { createAthenaEngine } from '@/lib/analytics/athena';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { createUnavailableEngine } from '@/lib/analytics/unavailable';
import type { Clock } from '@/lib/common/clock';
import type { ResourceCheck } from '@/lib/common/resource-check';
import { createAthenaConsole } from '@/lib/console/athena-console';
import type { ConsoleEngine } from '@/lib/console/console-engine';
import { createUnavailableConsole } from '@/lib/console/unavailable-console';
import { createChartsProvider } from '@/lib/dashboards/charts';
import type { DashboardProvider } from '@/lib/dashboards/dashboard-provider';
import { createQuicksightProvider } from '@/lib/dashboards/quicksight';
import { checkQuicksight } from '@/lib/dashboards/quicksight-check';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createFirehoseSink } from '@/lib/delivery/firehose';
import { checkFirehose } from '@/lib/delivery/firehose-check';
import { createCloudWatchMetrics } from '@/lib/monitoring/cloudwatch';
import { createLocalMetrics } from '@/lib/monitoring/local';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import type { ObjectStore } from '@/lib/storage/object-store';
import { createS3Store } from '@/lib/storage/s3';
import { checkAws } from './aws-check';
import { awsAnalytics, awsDelivery, awsMetrics, awsState } from './aws-settings';
import { awsCredentials } from './credentials';
import { openFolder } from './folders';
import { quicksightOf } from './quicksight-settings';
import { publicUrl, type Settings, SettingsError } from './settings';
import { stateFolder } from './state-folder';

export interface AwsDrivers {
  readonly sink: EventSink;
  readonly engine: QueryEngine;
  /** Answers what people write in SQL. */
  readonly asking: ConsoleEngine;
  readonly objects: ObjectStore;
  readonly metrics: MetricStore;
  readonly dashboards: DashboardProvider;
  /** Looks whether everything these need is there. */
  readonly checkAll: () => Promise<readonly ResourceCheck[]>;
}

interface AwsDriversOptions {
  readonly clock: Clock;
  /** Takes the lines of our own metrics. */
  readonly write: (line: string) => void;
}

const NO_DATABASE =
  'Numbers come from Athena in aws mode, and no database is set: events are delivered to Firehose all the same. Set FOOTFALL_ATHENA_DATABASE, or start with FOOTFALL_MODE=local.';

/** The drivers of aws mode, each on the credentials of this host. */
export function createAwsDrivers(
  settings: Settings,
  { clock, write }: AwsDriversOptions,
): AwsDrivers {
  const delivery = awsDelivery(settings);
  if (!delivery) throw new SettingsError(['FOOTFALL_MODE: a setting of aws mode is missing']);
  const { region } = delivery;
  const credentials = awsCredentials(settings);
  const reached = { region, credentials };
  const analytics = awsAnalytics(settings);
  const state = awsState(settings);
  const watched = awsMetrics(settings);
  const embedded = quicksightOf(settings);
  const { FOOTFALL_RAW_BUCKET: raw } = settings;
  const allowedDomain = new URL(publicUrl(settings)).origin;

  const engine = analytics && createAthenaEngine({ ...analytics, ...reached, clock });
  const asking = analytics && createAthenaConsole({ ...analytics, ...reached });
  const objects = state && createS3Store({ ...state, ...reached });
  const metrics =
    watched && createCloudWatchMetrics({ ...delivery, ...watched, credentials, clock, write });
  const shown = embedded && { ...embedded, ...reached, allowedDomain };
  return {
    sink: createFirehoseSink({ ...delivery, credentials, clock, rng: Math.random }),
    engine: engine ?? createUnavailableEngine(NO_DATABASE),
    asking: asking ?? createUnavailableConsole(NO_DATABASE),
    objects: objects ?? stateFolder(settings),
    metrics: metrics ?? createLocalMetrics(clock),
    dashboards: shown ? createQuicksightProvider(shown) : createChartsProvider(),
    checkAll: () =>
      checkAws({
        clock,
        credentials,
        streams: () => checkFirehose({ ...delivery, credentials }),
        engine,
        database: analytics?.database ?? '',
        objects,
        folder: settings.FOOTFALL_STATE_FOLDER ?? '',
        raw: raw ? { store: openFolder(`s3://${raw}/`, settings), name: raw } : null,
        metrics,
        quicksight: shown && (() => checkQuicksight(shown)),
      }),
  };
}
