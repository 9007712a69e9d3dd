import { firehoseCost } from './firehose';
import { ALWAYS_FREE, HOURS_A_MONTH, PRICES, SECONDS_A_MONTH } from './prices';
import { BROWSING, type WebShape, type Workload } from './workload';

export type CostPart =
  | 'Firehose'
  | 'S3 requests'
  | 'S3 storage'
  | 'tables'
  | 'dashboards'
  | 'watching'
  | 'servers'
  | 'network'
  | 'edge, events'
  | 'edge, pages'
  | 'edge, standing';

export interface CostLine {
  readonly part: CostPart;
  readonly usd: number;
  /** Paid at no traffic at all, too. */
  readonly standing: boolean;
  readonly of: string;
}

export interface MonthlyCost {
  readonly lines: readonly CostLine[];
  readonly total: number;
  readonly standing: number;
  readonly events: number;
  /** All of it by the events, in dollars a million. */
  readonly perMillion: number;
}

/** Bytes an event takes at rest, in proportion to its line: gzip, snappy as landed, zstd in the tables. */
const AT_REST = { rawGzip: 0.16, landing: 0.21, tables: 0.075 } as const;
const GB = 2 ** 30;
const MB_MINIMUM = 10;

/** Questions that one page of a dashboard asks, and the megabytes each reads of a month's rollups. */
const QUESTIONS_A_VIEW = 8;

/** What a run that keeps the tables does; a test holds it to the state machine. */
export const A_RUN = {
  /** Where nothing arrived. */
  idle: { statements: 1, transitions: 13 },
  /** Where something did, but for the models of each day that it touches. */
  merge: { statements: 3, transitions: 19 },
  day: { statements: 9, transitions: 11, scansOfEvents: 10 },
} as const;
/** Today, and for three hours after midnight the day before. */
const DAYS_TOUCHED = 1.15;
/** Hours of arrivals that a frequent run looks at, and how often it reads what landed in them. */
const HOURS_LANDED = 3.5;
const READS_OF_LANDED = 1.7;
/** A model looks for a day's events in that day and the two before it, in half of their bytes. */
const SCAN = { days: 3, columns: 0.5 } as const;
/** Files of data, of metadata and of answers that a statement leaves. */
const FILES_A_STATEMENT = 8;

/** What a month costs at this load, part by part, the largest first. */
export function monthlyCost(workload: Workload): MonthlyCost {
  const events = workload.eventsPerSecond * SECONDS_A_MONTH;
  const lines = [
    ...delivery(workload, events),
    ...storage(workload, events),
    ...tables(workload, events),
    ...dashboards(workload, events),
    ...watching(workload),
    ...(workload.web ? web(workload, workload.web, events) : []),
  ].sort((a, b) => b.usd - a.usd);
  const sum = (some: readonly CostLine[]) => some.reduce((total, { usd }) => total + usd, 0);
  const total = sum(lines);
  return {
    lines,
    total,
    standing: sum(lines.filter(({ standing }) => standing)),
    events,
    perMillion: events > 0 ? total / (events / 1e6) : 0,
  };
}

/** The parts in one line each. */
export function byPart(cost: MonthlyCost): readonly { part: CostPart; usd: number }[] {
  const sums = new Map<CostPart, number>();
  for (const { part, usd } of cost.lines) sums.set(part, (sums.get(part) ?? 0) + usd);
  return [...sums].map(([part, usd]) => ({ part, usd })).sort((a, b) => b.usd - a.usd);
}

const line = (part: CostPart, usd: number, of: string, standing = false): CostLine => ({
  part,
  usd,
  of,
  standing,
});

function delivery({ eventsPerRecord, eventBytes }: Workload, events: number): CostLine[] {
  const { ingest, conversion } = firehoseCost(events, eventsPerRecord, eventBytes);
  const packed = `${eventsPerRecord.toFixed(1)} events a record`;
  return [
    line('Firehose', ingest, `ingestion, ${packed}`),
    line('Firehose', conversion, `conversion to Parquet, ${packed}`),
  ];
}

/** As it is once the first events have grown old; the first month costs a part of it. */
function storage(workload: Workload, events: number): CostLine[] {
  const gigabytes = (share: number) => (events * workload.eventBytes * share) / GB;
  const months = workload.retentionMonths;
  const raw = gigabytes(AT_REST.rawGzip);
  const rows = gigabytes(AT_REST.landing) + gigabytes(AT_REST.tables);
  return [
    line('S3 storage', raw * PRICES.s3Storage.usd, 'raw events, the newest month'),
    line(
      'S3 storage',
      raw * Math.max(0, months - 1) * PRICES.s3Infrequent.usd,
      `raw events, the ${months - 1} months before`,
    ),
    line('S3 storage', rows * months * PRICES.s3Storage.usd, `Parquet, ${months} months`),
    line('S3 requests', (objects(workload, events) / 1e6) * PRICES.s3Put.usd, 'objects delivered'),
  ];
}

/** Objects that Firehose writes a month: by time, or by size where that comes first; two of each. */
export function objects(workload: Workload, events: number): number {
  const byTime = Math.min(events, SECONDS_A_MONTH / workload.bufferSeconds);
  const bySize = (bytes: number, mebibytes: number) => bytes / (mebibytes * 2 ** 20);
  const bytes = events * workload.eventBytes;
  return Math.max(byTime, bySize(bytes, 128)) + Math.max(byTime, bySize(bytes, 64));
}

const athena = (megabytes: number, queries: number): number =>
  (queries * Math.max(MB_MINIMUM, megabytes) * PRICES.athenaScan.usd) / 2 ** 20;

function tables(workload: Workload, events: number): CostLine[] {
  const { mergesPerDay, eventBytes } = workload;
  const runs = (mergesPerDay * HOURS_A_MONTH) / 24;
  const anHour = events / HOURS_A_MONTH;
  // Of runs, those before which something arrived.
  const busy = runs * Math.min(1, anHour * HOURS_LANDED);
  const days = busy * DAYS_TOUCHED;
  const { idle, merge, day } = A_RUN;
  const landed = (anHour * HOURS_LANDED * eventBytes * AT_REST.landing) / 2 ** 20;
  const aDay = (anHour * 24 * eventBytes * AT_REST.tables) / 2 ** 20;
  const scans = (aDay * SCAN.days * SCAN.columns * day.scansOfEvents) / day.statements;
  const transitions = (n: number) => (n * PRICES.stepFunctions.usd) / 1e6;
  const statements = busy * (merge.statements - idle.statements) + days * day.statements;
  return [
    line('tables', athena(0, runs * idle.statements), 'looking what arrived', true),
    line('tables', transitions(runs * idle.transitions), 'their schedule', true),
    line(
      'tables',
      athena((landed * READS_OF_LANDED) / merge.statements, busy * merge.statements) -
        athena(0, busy * idle.statements),
      'merge statements',
    ),
    line('tables', athena(scans, days * day.statements), 'model statements'),
    line(
      'tables',
      transitions(busy * (merge.transitions - idle.transitions) + days * day.transitions),
      'the states of their runs',
    ),
    line(
      'tables',
      (objects(workload, events) / 1e6) * PRICES.s3Get.usd,
      'landed objects, read once',
    ),
    line(
      'S3 requests',
      (statements * FILES_A_STATEMENT * (PRICES.s3Put.usd + PRICES.eventBridge.usd)) / 1e6,
      'files of the tables, and the word of each',
    ),
  ];
}

function dashboards({ dashboardViewsPerDay, eventBytes }: Workload, events: number): CostLine[] {
  const views = (dashboardViewsPerDay * HOURS_A_MONTH) / 24;
  // Most questions read the rollups of their range; one in eight goes to a week of the events' columns.
  const rollups = athena(MB_MINIMUM, views * (QUESTIONS_A_VIEW - 1));
  const week = ((events * eventBytes * AT_REST.tables) / 2 ** 20) * (7 / 30) * 0.15;
  return [
    line('dashboards', rollups, 'questions that the rollups answer'),
    line('dashboards', athena(week, views), 'questions that read a week of events'),
  ];
}

function watching({ alarms, customMetrics }: Workload): CostLine[] {
  return [
    line('watching', alarms * PRICES.cloudwatchAlarm.usd, `${alarms} alarms`, true),
    line('watching', customMetrics * PRICES.cloudwatchMetric.usd, 'our own metrics', true),
  ];
}

function web(workload: Workload, shape: WebShape, events: number): CostLine[] {
  const tasks = shape.ingestTasks + shape.webTasks;
  const task =
    shape.vcpuPerTask * PRICES.fargateVcpu.usd + shape.memoryGbPerTask * PRICES.fargateMemory.usd;
  const posts = events / workload.eventsPerRequest;
  const views = events * BROWSING.viewsPerEvent;
  const pageRequests = views * BROWSING.requestsPerView;
  const requests = posts + pageRequests;
  const free = Math.min(1, ALWAYS_FREE.cloudfrontRequests / Math.max(1, requests));
  const aRequest = PRICES.cloudfrontRequest.usd * (1 - free) + PRICES.wafRequest.usd;
  const out = (views * BROWSING.kilobytesPerView) / 2 ** 20;
  const sent = (events * workload.eventBytes) / GB;
  const addresses =
    shape.natGateways > 0
      ? shape.natGateways * (PRICES.natGateway.usd + PRICES.publicIpv4.usd)
      : tasks * PRICES.publicIpv4.usd;
  return [
    line('servers', tasks * task * HOURS_A_MONTH, `${tasks} tasks`, true),
    line('servers', shape.secrets * PRICES.secret.usd, 'secrets', true),
    line('servers', PRICES.ecrStorage.usd, 'images', true),
    line('network', addresses * HOURS_A_MONTH, 'way out of the tasks', true),
    ...(shape.natGateways > 0
      ? [line('network', sent * PRICES.natData.usd, 'events through the gateway')]
      : []),
    line('network', PRICES.albHour.usd * HOURS_A_MONTH, 'load balancer', true),
    line('network', balancerUnits(posts + views, sent) * PRICES.albLcu.usd, 'its capacity units'),
    line('edge, events', (posts / 1e6) * aRequest, 'POSTs through CloudFront and WAF'),
    line('edge, events', sent * PRICES.cloudfrontToOrigin.usd, 'their bytes on the way in'),
    line('edge, pages', (pageRequests / 1e6) * aRequest, 'requests through CloudFront and WAF'),
    line(
      'edge, pages',
      Math.max(0, out - ALWAYS_FREE.cloudfrontGb) * PRICES.cloudfrontOut.usd,
      'pages and pictures',
    ),
    line(
      'edge, standing',
      PRICES.wafAcl.usd + shape.wafRules * PRICES.wafRule.usd,
      'web ACL and its rules',
      true,
    ),
  ];
}

/** Capacity-unit hours a month: of new connections and of bytes whichever is more. CloudFront keeps its connections. */
function balancerUnits(requests: number, gigabytesIn: number): number {
  const newConnections = requests / SECONDS_A_MONTH / 10 / 25;
  const gigabytesAnHour = (gigabytesIn * 2) / HOURS_A_MONTH;
  return Math.max(newConnections, gigabytesAnHour) * HOURS_A_MONTH;
}
