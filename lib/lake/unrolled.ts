import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, HOUR_MS } from '@/lib/common/clock';
import type { OwnSegment } from './lake-tail';
import { arrivalPartition, RAW_EVENTS } from './layout';
import type { Manifest } from './manifest';
import type { RollJob } from './roll';
import { partitionsFrom, segmentsIn } from './segments';

/** What of the raw segments is not in Parquet yet. */
export interface Unrolled {
  readonly ranges: RollJob['ranges'];
  readonly bytes: number;
  /** When the oldest of it was first seen, epoch milliseconds; null where there is none. */
  readonly since: number | null;
}

export interface UnrolledOptions {
  readonly root: string;
  readonly clock: Clock;
  readonly own?: () => readonly OwnSegment[];
}

/**
 * Looks for raw bytes that no roll has taken in. A stretch that a roll looked at and found no whole
 * line in is passed by until it grows: it is the torn end of a process that died.
 */
export function createUnrolledFinder({ root, clock, own = () => [] }: UnrolledOptions) {
  const base = join(root, RAW_EVENTS);
  const seen = new Map<string, number>();
  const torn = new Map<string, number>();
  /** Partitions before this one are in Parquet to their end. */
  let finishedBefore = '';

  return {
    async find(manifest: Manifest): Promise<Unrolled> {
      const now = clock();
      const settled = arrivalPartition(now - 2 * HOUR_MS);
      const ranges: { segment: string; from: number; to: number }[] = [];
      const look = async (segment: string): Promise<boolean> => {
        const path = join(root, segment);
        const durable = own().find((one) => one.path === path)?.durableBytes;
        const to = durable ?? (await stat(path)).size;
        const from = manifest.segments[segment]?.bytes ?? 0;
        if (to <= from || torn.get(segment) === to) return durable !== undefined;
        ranges.push({ segment, from, to });
        if (!seen.has(segment)) seen.set(segment, now);
        return true;
      };
      let whole = true;
      for (const partition of await partitionsFrom(base, finishedBefore)) {
        let left = false;
        for (const name of await segmentsIn(join(base, partition))) {
          if (await look(join(RAW_EVENTS, partition, name))) left = true;
        }
        whole &&= !left && partition < settled;
        if (whole) finishedBefore = `${partition}~`;
      }
      // The clock may have been set back: a segment of ours then grows in a finished partition.
      for (const { path } of own()) {
        const segment = path.slice(root.length + 1);
        if (!ranges.some((range) => range.segment === segment)) await look(segment);
      }
      for (const segment of seen.keys()) {
        if (!ranges.some((range) => range.segment === segment)) seen.delete(segment);
      }
      return {
        ranges,
        bytes: ranges.reduce((sum, { from, to }) => sum + to - from, 0),
        since: seen.size > 0 ? Math.min(...seen.values()) : null,
      };
    },

    /** After a roll: the stretches of it that ended before their end. */
    leftOver(job: RollJob, ended: ReadonlyMap<string, number>): void {
      for (const { segment, to } of job.ranges) {
        if ((ended.get(segment) ?? 0) < to) torn.set(segment, to);
        seen.delete(segment);
      }
    },
  };
}
