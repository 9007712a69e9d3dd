import { RAW_EVENTS, RAW_FAILED } from './layout';

/** The local folder `raw/` is the raw bucket as it is: its paths without the folder. */
const inBucket = (folder: string): string => folder.replace(/^raw\//, '');

/** Where things lie in the buckets; each ends in a slash, none begins with one. */
export const PREFIXES = {
  /** Raw bucket: events as they came, JSON lines. */
  rawEvents: `${inBucket(RAW_EVENTS)}/`,
  /** Raw bucket: failed events, JSON lines. */
  rawFailed: `${inBucket(RAW_FAILED)}/`,
  /** Processed bucket: events as Parquet, by arrival. */
  landingEvents: 'landing/events/',
  /** Either bucket: what Firehose could not convert or deliver. */
  undelivered: 'undelivered/',
  /** Processed bucket: the Iceberg tables, a folder each. Files come and go by their snapshots alone. */
  tables: 'tables/',
  /** Processed bucket: what Athena answered. */
  queryResults: 'query-results/',
  /** Processed bucket: saved views and queries, by FOOTFALL_STATE_FOLDER. */
  state: 'state/',
  /** Processed bucket: who has the tables left alone for a while, and what it knows so far. */
  keeper: 'keeper/',
} as const;

/**
 * How the run that keeps the tables is made to leave them alone: somebody puts an object below the
 * first prefix; a run that finds it, and none other under way, puts one of the same name below the second
 * and gives way.
 */
export const HOLD = {
  asked: `${PREFIXES.keeper}hold/`,
  given: `${PREFIXES.keeper}held/`,
  /** What was asked for longer ago counts no more: whoever asked has died. */
  minutes: 120,
} as const;

export const DATABASE = 'footfall';

/** Athena looks at no arrival before: what lands under an earlier date is in no table. */
export const LANDING_FROM = '2026-01-01';

/** How long and how much Firehose gathers before it writes an object. */
export const DELIVERY_BUFFER = {
  /** Fresh enough to watch, cheap enough to leave on. */
  seconds: 60,
  /** With conversion to Parquet AWS demands at least 64 MiB. */
  parquetMiB: 128,
  jsonMiB: 64,
} as const;

/** Firehose evaluates this at arrival, in UTC: `dt=2026-11-22/hour=08/`. */
export const ARRIVAL_PARTITION = 'dt=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/';

/** What Firehose gives up on: `undelivered/events/format-conversion-failed/dt=2026-11-22/`. */
export function errorPrefix(stream: 'events' | 'failed'): string {
  return `${PREFIXES.undelivered}${stream}/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/`;
}
