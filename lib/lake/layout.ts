import { toIso } from '@/lib/common/clock';

/** Folders of the data directory, laid out like the buckets; `raw/` syncs as it is. */
export const RAW_EVENTS = 'raw/events';
export const RAW_FAILED = 'raw/failed';

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
