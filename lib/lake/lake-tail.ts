import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, HOUR_MS } from '@/lib/common/clock';
import { arrivalPartition } from './layout';
import { partitionsFrom, readLines, segmentsIn } from './segments';

/** Hands out the lake's durable event lines once each, oldest segment first. */
export interface LakeTail {
  /**
   * Makes `next` end with what is durable now, until the next mark: whoever reads on while events
   * come faster than they are taken in would never be done.
   */
  mark(): Promise<void>;
  /**
   * The next lines (JSON texts), at most about `maxBytes` of them; empty when everything durable by
   * the mark, or by now where there is none, has been handed out. A torn last line of a dead process
   * is never handed out.
   */
  next(maxBytes: number): Promise<readonly string[]>;
}

export interface LakeTailOptions {
  readonly root: string;
  readonly folder: string;
  readonly clock: Clock;
  /**
   * The newest segments of the process that takes events: read no further than what is durable of
   * them. Asked after a file's size was looked at, so that one with bytes in it is among the answer.
   */
  readonly own?: () => readonly OwnSegment[] | Promise<readonly OwnSegment[]>;
  /** How much of a segment (path below the root) is in Parquet: that is passed by. */
  readonly rolledTo?: (segment: string) => number;
}

/** A segment that the process which takes events writes or wrote. */
export interface OwnSegment {
  readonly path: string;
  readonly durableBytes: number;
}

/** Not for concurrent callers: one reader drains it. */
export function createLakeTail(options: LakeTailOptions): LakeTail {
  const { root, folder, clock, own = () => [], rolledTo = () => 0 } = options;
  const base = join(root, folder);
  /** Bytes handed out of each segment in a partition that may still grow. */
  const consumed = new Map<string, number>();
  /** Partitions before this one are finished and were read to their end. */
  let finishedBefore = '';
  /** Bytes of each segment that were durable at the mark. */
  let marked: ReadonlyMap<string, number> | null = null;

  async function mark(): Promise<void> {
    const sizes = new Map<string, number>();
    for (const partition of await partitionsFrom(base, finishedBefore)) {
      for (const name of await segmentsIn(join(base, partition))) {
        const path = join(base, partition, name);
        sizes.set(path, (await stat(path)).size);
      }
    }
    for (const { path, durableBytes } of await own()) sizes.set(path, durableBytes);
    marked = sizes;
  }

  async function next(maxBytes: number): Promise<readonly string[]> {
    // An hour of grace: a segment that another process began before the hour may still grow.
    const settled = arrivalPartition(clock() - 2 * HOUR_MS);
    for (const partition of await partitionsFrom(base, finishedBefore)) {
      for (const name of await segmentsIn(join(base, partition))) {
        const lines = await readOn(join(base, partition, name), maxBytes);
        if (lines.length > 0) return lines;
      }
      if (partition < settled) await finish(partition);
    }
    // The clock may have been set back, or have run on during a commit: a segment of ours then grows
    // in a partition thought finished.
    for (const { path } of await own()) {
      const lines = await readOn(path, maxBytes);
      if (lines.length > 0) return lines;
    }
    return [];
  }

  async function finish(partition: string): Promise<void> {
    const kept = new Set((await own()).map(({ path }) => path));
    // '~' sorts after every path below the partition.
    finishedBefore = `${partition}~`;
    for (const path of consumed.keys()) {
      if (path.startsWith(join(base, partition)) && !kept.has(path)) consumed.delete(path);
    }
  }

  async function readOn(path: string, maxBytes: number): Promise<string[]> {
    const from = Math.max(consumed.get(path) ?? 0, rolledTo(path.slice(root.length + 1)));
    const to = marked ? (marked.get(path) ?? 0) : await durableBytes(path, from);
    if (to <= from) return [];
    const block = await readLines(path, from, to, maxBytes);
    consumed.set(path, from + block.length);
    return block
      .toString()
      .split('\n')
      .filter((line) => line !== '');
  }

  /** As far as a segment may be read, looked up only where it is longer than `from`. */
  async function durableBytes(path: string, from: number): Promise<number> {
    const { size } = await stat(path);
    if (size <= from) return size;
    return (await own()).find((segment) => segment.path === path)?.durableBytes ?? size;
  }

  return { mark, next };
}
