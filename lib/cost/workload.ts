import { EVENT_BYTES, eventsPerRecordAt, FULL_RECORD } from './firehose';

/** What the web side runs on; null where events come from elsewhere. */
export interface WebShape {
  readonly ingestTasks: number;
  readonly webTasks: number;
  readonly vcpuPerTask: number;
  readonly memoryGbPerTask: number;
  /** Tasks with addresses of their own, or behind gateways. */
  readonly natGateways: number;
  readonly secrets: number;
  readonly wafRules: number;
}

/** Everything that a bill depends on. */
export interface Workload {
  readonly eventsPerSecond: number;
  /** Events that one Firehose record holds, on average. */
  readonly eventsPerRecord: number;
  /** Events that one POST to the collector brings, on average. */
  readonly eventsPerRequest: number;
  readonly eventBytes: number;
  /** Seconds that Firehose gathers before it writes. */
  readonly bufferSeconds: number;
  readonly retentionMonths: number;
  /** Runs a day of the statements that keep the tables. */
  readonly mergesPerDay: number;
  /** Times a day that a dashboard page is opened, and what each asks. */
  readonly dashboardViewsPerDay: number;
  readonly alarms: number;
  readonly customMetrics: number;
  readonly web: WebShape | null;
}

/** Events a second that one ingest task of half a vCPU is planned for: a tenth of a measured core. */
export const EVENTS_PER_TASK = 600;

/** Pages that a visitor's event comes with, other requests (pictures, scripts, data) to each, and their weight. */
export const BROWSING = {
  /** Of 10.4 events a session about half are views. */
  viewsPerEvent: 0.5,
  requestsPerView: 8,
  kilobytesPerView: 90,
  eventsPerRequest: 1.3,
} as const;

/** Ready to be asked about, at a rate and packed as our server packs, fully, or not at all. */
export function workloadAt(
  eventsPerSecond: number,
  packing: 'served' | 'full' | 'none' = 'served',
  changes: Partial<Workload> = {},
): Workload {
  const ingestTasks = Math.max(2, Math.ceil(eventsPerSecond / EVENTS_PER_TASK));
  const eventsPerRequest = changes.eventsPerRequest ?? BROWSING.eventsPerRequest;
  const eventsPerRecord = {
    none: 1,
    full: FULL_RECORD,
    served: eventsPerRecordAt(eventsPerSecond / ingestTasks, eventsPerRequest),
  }[packing];
  return {
    eventsPerSecond,
    eventsPerRecord,
    eventsPerRequest,
    eventBytes: EVENT_BYTES,
    bufferSeconds: 60,
    retentionMonths: 13,
    mergesPerDay: 96,
    dashboardViewsPerDay: 100,
    alarms: 23,
    customMetrics: 28,
    web: {
      ingestTasks,
      webTasks: Math.max(2, Math.ceil(ingestTasks / 2)),
      vcpuPerTask: 0.5,
      memoryGbPerTask: 1,
      natGateways: 0,
      secrets: 2,
      wafRules: 2,
    },
    ...changes,
  };
}
