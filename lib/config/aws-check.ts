import type { QueryEngine } from '@/lib/analytics/query-engine';
import { describeError } from '@/lib/common/aws-errors';
import { type Clock, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import type { ResourceCheck } from '@/lib/common/resource-check';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import type { ObjectStore } from '@/lib/storage/object-store';

/** What of aws mode is looked at, each by the driver that uses it. */
export interface CheckedDrivers {
  /** Finds this host's credentials. */
  readonly credentials: () => Promise<unknown>;
  /** Whether both streams are there. */
  readonly streams: () => Promise<readonly ResourceCheck[]>;
  /** Null where numbers come from nowhere. */
  readonly engine: QueryEngine | null;
  readonly database: string;
  /** Null where state stays on this machine. */
  readonly objects: ObjectStore | null;
  readonly folder: string;
  /** Where events lie as they came, and its name; null where this host is not told. */
  readonly raw: { readonly store: ObjectStore; readonly name: string } | null;
  /** Null where CloudWatch is left alone. */
  readonly metrics: MetricStore | null;
  /** Whether each dashboard is there; null where QuickSight is not used. */
  readonly quicksight: (() => Promise<readonly ResourceCheck[]>) | null;
  readonly clock: Clock;
}

const PROBE_KEY = 'startup-check';
const NO_SUCH_DAY = `${PREFIXES.rawFailed}dt=0000-00-00/`;
const LONGEST_MS = 30 * SECOND_MS;

/** Looks at everything at once. Never rejects: what cannot be looked at says why. */
export async function checkAws(drivers: CheckedDrivers): Promise<readonly ResourceCheck[]> {
  const found = await credentials(drivers);
  // Without credentials every other answer would be the same.
  if (found.state === 'missing') return [found];
  const { streams, engine, objects, raw, metrics, quicksight, clock } = drivers;
  const looked = await Promise.all([
    inTime('Firehose', 'delivery', streams),
    engine ? inTime('Athena', 'dashboards', () => athena(engine, drivers.database)) : notSet(),
    objects ? inTime('S3', 'dashboards', () => folder(objects, drivers.folder)) : [],
    raw ? inTime(`S3 bucket ${raw.name}`, 'dashboards', () => bucket(raw)) : [],
    metrics ? inTime('CloudWatch', 'dashboards', () => cloudwatch(metrics, clock)) : [],
    quicksight ? inTime('QuickSight', 'dashboards', quicksight) : [],
  ]);
  return [found, ...looked.flat()];
}

async function credentials(drivers: CheckedDrivers): Promise<ResourceCheck> {
  const look = async (): Promise<ResourceCheck[]> => {
    await drivers.credentials();
    return [check('AWS credentials', 'delivery', 'there', 'This host has some.')];
  };
  const [found] = await inTime(
    'AWS credentials',
    'delivery',
    look,
    (words) =>
      `None were found here: give the task, function or instance a role, or set AWS_PROFILE on a laptop. ${words}.`,
  );
  return found ?? check('AWS credentials', 'delivery', 'missing', 'None were found here.');
}

/** By the smallest question there is, which reads no data. */
async function athena(engine: QueryEngine, database: string): Promise<ResourceCheck[]> {
  await engine.query('SELECT event_id FROM events LIMIT 0', { deadlineMs: LONGEST_MS });
  return [check(`Athena database ${database}`, 'dashboards', 'there', 'It answers.')];
}

async function folder(objects: ObjectStore, name: string): Promise<ResourceCheck[]> {
  await objects.put(PROBE_KEY, new TextEncoder().encode('ok'));
  await objects.list(PROBE_KEY);
  await objects.delete(PROBE_KEY);
  return [
    check(
      `S3 folder ${name}`,
      'dashboards',
      'there',
      'It can be written, listed and deleted from.',
    ),
  ];
}

/** By a folder that holds nothing: what may be listed there may be listed anywhere. */
async function bucket({ store, name }: NonNullable<CheckedDrivers['raw']>) {
  await store.list(NO_SUCH_DAY);
  const message = 'It can be listed: failed events, and events as they came, are found there.';
  return [check(`S3 bucket ${name}`, 'dashboards', 'there', message)];
}

async function cloudwatch(metrics: MetricStore, clock: Clock): Promise<ResourceCheck[]> {
  const toMs = Math.floor(clock() / MINUTE_MS) * MINUTE_MS;
  const stretch = { fromMs: toMs - 5 * MINUTE_MS, toMs, stepMs: MINUTE_MS };
  await metrics.series(['EventsAccepted'], stretch);
  await metrics.alarms();
  return [check('CloudWatch', 'dashboards', 'there', 'Metrics and alarms can be read.')];
}

function notSet(): ResourceCheck[] {
  const message =
    'FOOTFALL_ATHENA_DATABASE is not set: events are delivered, and dashboards have no numbers.';
  return [check('Athena', 'dashboards', 'unknown', message)];
}

const check = (
  resource: string,
  neededFor: ResourceCheck['neededFor'],
  state: ResourceCheck['state'],
  message: string,
): ResourceCheck => ({ resource, state, message, neededFor });

async function inTime(
  resource: string,
  neededFor: ResourceCheck['neededFor'],
  look: () => Promise<readonly ResourceCheck[]>,
  words = (text: string) => `${text}.`,
): Promise<readonly ResourceCheck[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 30 seconds')), LONGEST_MS);
  });
  try {
    return await Promise.race([look(), late]);
  } catch (error) {
    const message = words(inOurWords(error));
    return [check(resource, neededFor, 'missing', message)];
  } finally {
    clearTimeout(timer);
  }
}

/** Drivers’ own errors are sentences already; AWS’s get their name in front. */
const inOurWords = (error: unknown): string =>
  describeError(error)
    .replace(/^(QueryError|MetricsUnavailable|EmbedError): /, '')
    .replace(/\.?\s*$/, '');

/** What is missing, a line each, for whoever started the server. */
export function missingLines(checks: readonly ResourceCheck[]): string[] {
  return checks
    .filter(({ state }) => state === 'missing')
    .map(({ resource, message, neededFor }) => {
      const kept =
        neededFor === 'delivery' ? 'events are not kept' : 'events are kept all the same';
      return `Missing in AWS (${kept}): ${resource}. ${message}`;
    });
}

/** The newest answer, looked at again now and then as long as something is missing. */
export interface AwsWatch {
  /** Null until the first answer is there. */
  latest(): readonly ResourceCheck[] | null;
  look(): Promise<readonly ResourceCheck[]>;
}

const AGAIN_MS = MINUTE_MS;

export function watchAws(check: () => Promise<readonly ResourceCheck[]>, clock: Clock): AwsWatch {
  let newest: readonly ResourceCheck[] | null = null;
  let looking: Promise<readonly ResourceCheck[]> | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function look(): Promise<readonly ResourceCheck[]> {
    looking ??= check()
      .then((answer) => {
        newest = answer;
        return answer;
      })
      .finally(() => {
        lookedAt = clock();
        looking = null;
      });
    return looking;
  }

  return {
    look,
    latest() {
      const mended = newest?.every(({ state }) => state !== 'missing');
      // Whoever reads does not wait for it.
      if (!mended && !looking && clock() - lookedAt >= AGAIN_MS) void look();
      return newest;
    },
  };
}
