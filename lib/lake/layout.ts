import { toIso } from '@/lib/common/clock';

/** Folders of the data directory, laid out like the buckets; `raw/` syncs as it is. */
export const RAW_EVENTS = 'raw/events';
export const RAW_FAILED = 'raw/failed';
export const PROCESSED_EVENTS = 'processed/events';
/** Days of sessions, each as a file a table. */
export const MODEL_TABLES = [
  'sessions',
  'rollup',
  'rollup_daily',
  'products_rollup',
  'products_daily',
  'products_totals',
  'searches',
  'order_lines',
  'lengths',
] as const;
export const TABLES = ['events', ...MODEL_TABLES] as const;
export type Table = (typeof TABLES)[number];
/** Where a table's partitions lie. */
export const tableFolder = (table: Table) => `processed/${table}`;
/** This machine's own: never synced. */
export const MANIFEST = 'local/manifest.json';
export const LOCK = 'local/lake.lock';
export const TRASH = 'local/trash';
/** Where rolling puts what does not fit into its memory. */
export const SPILL = 'local/spill';
/** Likewise of queries: two processes must not share such a folder. */
export const QUERY_SPILL = 'local/spill-queries';

/** Partition by arrival, as Firehose keys its objects: `dt=2026-11-22/hour=08`, UTC. */
export function arrivalPartition(epochMs: number): string {
  const iso = toIso(epochMs);
  return `dt=${iso.slice(0, 10)}/hour=${iso.slice(11, 13)}`;
}

export const SEGMENT_PREFIX = 'footfall-1-';

/** A segment's file name, as Firehose names its objects: `footfall-1-2026-11-22-08-15-40-<uuid>`. */
export function segmentName(epochMs: number, uuid: string): string {
  return `${SEGMENT_PREFIX}${toIso(epochMs).slice(0, 19).replace(/[T:]/g, '-')}-${uuid}`;
}

/** Files that rolling makes; what else lies in a partition is somebody else's. */
export const ROLLED_FILE = /^part-[0-9a-f-]{36}\.parquet$/;
/** A file not yet in its place; no reader looks at it, and whoever starts next removes it. */
export const UNFINISHED_FILE = /^\.part-[0-9a-f-]{36}\.parquet$/;

/** Below its table's folder. */
export function partitionFile(column: string, date: string, uuid: string): string {
  return `${column}=${date}/part-${uuid}.parquet`;
}
