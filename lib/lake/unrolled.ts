import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, HOUR_MS } from '@/lib/common/clock';
import type { OpenSegment } from './lake-tail';
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
  readonly open: () => OpenSegment | null;
}

/**
 * Looks for raw bytes that no roll has taken in. A stretch that a roll looked at and found no whole
 * line in is passed by until it grows: it is the torn end of a process that died.
 */
export function createUnrolledFinder({ root, clock, open }: UnrolledOptions) {
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
      let whole = true;
      for (const partition of await partitionsFrom(base, finishedBefore)) {
        let left = false;
        for (const name of await segmentsIn(join(base, partition))) {
          const segment = join(RAW_EVENTS, partition, name);
          const path = join(root, segment);
          const own = open();
          const to = own?.path === path ? own.durableBytes : (await stat(path)).size;
          const from = manifest.segments[segment]?.bytes ?? 0;
          if (own?.path === path) left = true;
          if (to <= from || torn.get(segment) === to) continue;
          left = true;
          ranges.push({ segment, from, to });
          if (!seen.has(segment)) seen.set(segment, now);
        }
        // Whatever comes late into a partition this old belongs to a clock that was set back.
        whole &&= !left && partition < settled;
        if (whole) finishedBefore = `${partition}~`;
      }
      // Where the clock was set back our open segment may lie in a partition thought finished.
      const own = open();
      const ownSegment = own?.path.slice(root.length + 1);
      if (own && ownSegment && !ranges.some(({ segment }) => segment === ownSegment)) {
        const from = manifest.segments[ownSegment]?.bytes ?? 0;
        if (own.durableBytes > from) {
          ranges.push({ segment: ownSegment, from, to: own.durableBytes });
          if (!seen.has(ownSegment)) seen.set(ownSegment, now);
        }
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
