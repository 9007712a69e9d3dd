import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, MINUTE_MS } from '@/lib/common/clock';
import type { LakeFile, SegmentIo } from './lake-io';
import { arrivalPartition, segmentName } from './layout';

export type AppendOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'overloaded' | 'unavailable'; readonly message: string };

export interface SegmentLogOptions {
  /** The data folder. */
  readonly root: string;
  /** Where in it this log's partitions lie, for example `raw/events`. */
  readonly folder: string;
  readonly clock: Clock;
  readonly io: SegmentIo;
  /** A segment closes at this size or age, whichever comes first, and at each hour's end. */
  readonly maxSegmentBytes?: number;
  readonly maxSegmentAgeMs?: number;
  /** More than this waiting to be written is refused as `overloaded`. */
  readonly maxQueuedBytes?: number;
  /** A commit that takes longer is given up: those who wait for it are answered `unavailable`. */
  readonly maxCommitMs?: number;
}

export interface LogState {
  readonly closed: boolean;
  /** The last commit's error, or null after a commit that went well. */
  readonly error: string | null;
  readonly queuedBytes: number;
  readonly oldestQueuedAt: number | null;
}

/** An append-only log of text in segment files; what it answers ok is on the disk. */
export interface SegmentLog {
  /** Appends one block of whole lines, each ended by a line break. Never rejects. */
  append(block: string): Promise<AppendOutcome>;
  /** The segments opened last, oldest first, and how much of each is durable. */
  own(): readonly { readonly path: string; readonly durableBytes: number }[];
  state(): LogState;
  close(): Promise<void>;
}

interface Waiting {
  readonly block: string;
  readonly bytes: number;
  readonly since: number;
  readonly answer: (outcome: AppendOutcome) => void;
}

interface Segment {
  readonly path: string;
  readonly file: LakeFile;
  readonly partition: string;
  readonly openedAt: number;
  durableBytes: number;
}

const MIB = 1024 * 1024;
const GROUP_BYTES = 4 * MIB;
/** Segments remembered: sixteen hours of them at the least, if not of a flood. */
const OWN_SEGMENTS = 64;

/**
 * Group commit: while one group is being written and synced, arriving blocks gather into the next.
 * A failed group fails as a whole and its segment is abandoned, since after a failed sync nobody
 * knows what of it is on the disk; the next group begins a new file.
 */
export function createSegmentLog(options: SegmentLogOptions): SegmentLog {
  const { root, folder, clock, io } = options;
  const maxSegmentBytes = options.maxSegmentBytes ?? 64 * MIB;
  const maxSegmentAgeMs = options.maxSegmentAgeMs ?? 15 * MINUTE_MS;
  const maxQueuedBytes = options.maxQueuedBytes ?? 32 * MIB;
  const maxCommitMs = options.maxCommitMs ?? 8_000;
  let queue: Waiting[] = [];
  let queuedBytes = 0;
  let committing: Promise<void> | null = null;
  let committingSince: number | null = null;
  let segment: Segment | null = null;
  let own: readonly Segment[] = [];
  let error: string | null = null;
  let hung = false;
  let closed = false;

  async function segmentFor(now: number): Promise<Segment> {
    const partition = arrivalPartition(now);
    const current = segment;
    if (
      current &&
      current.partition === partition &&
      current.durableBytes < maxSegmentBytes &&
      now - current.openedAt < maxSegmentAgeMs
    ) {
      return current;
    }
    segment = null;
    await current?.file.close();
    const path = join(root, folder, partition, segmentName(now, randomUUID()));
    segment = {
      path,
      file: await io.create(path, root),
      partition,
      openedAt: now,
      durableBytes: 0,
    };
    own = [...own.slice(1 - OWN_SEGMENTS), segment];
    return segment;
  }

  async function commit(group: readonly Waiting[]): Promise<AppendOutcome> {
    let target: Segment | null = null;
    try {
      target = await segmentFor(clock());
      const bytes = Buffer.from(group.map(({ block }) => block).join(''));
      let written = 0;
      while (written < bytes.length) {
        const took = await target.file.write(
          bytes.subarray(written),
          target.durableBytes + written,
        );
        if (took <= 0) throw new Error('the file system took no bytes');
        written += took;
      }
      await target.file.sync();
      target.durableBytes += bytes.length;
      error = null;
      return { ok: true };
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause);
      if (target) await abandon(target);
      return { ok: false, code: 'unavailable', message: `lake cannot write: ${error}` };
    }
  }

  /**
   * Cuts what no one was promised, so that readers of a full disk find whole lines, and takes a file
   * away that nothing is left in; best effort.
   */
  async function abandon(broken: Segment): Promise<void> {
    const { file, durableBytes } = broken;
    if (durableBytes === 0) own = own.filter((one) => one !== broken);
    const attempts = [
      () => (durableBytes > 0 ? file.truncate(durableBytes) : file.remove()),
      () => file.close(),
    ];
    for (const attempt of attempts) {
      await attempt().catch((cause: Error) => {
        error = `${error}; then: ${cause.message}`;
      });
    }
    // Only now: until it is cut, nobody may read it further than what is durable.
    segment = null;
  }

  /**
   * The disk does not answer. What waits hears so and lets go; the group under way may be on the disk
   * for all that, and its events sent again are found to be the same by their ids.
   */
  function giveUp(group: readonly Waiting[]): void {
    hung = true;
    error = `the disk did not answer within ${maxCommitMs} ms`;
    const waiting = queue;
    queue = [];
    for (const { bytes } of waiting) queuedBytes -= bytes;
    for (const { answer } of [...group, ...waiting]) {
      answer({ ok: false, code: 'unavailable', message: `lake cannot write: ${error}` });
    }
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const group: Waiting[] = [];
      let bytes = 0;
      for (const waiting of queue) {
        if (group.length > 0 && bytes + waiting.bytes > GROUP_BYTES) break;
        group.push(waiting);
        bytes += waiting.bytes;
      }
      queue = queue.slice(group.length);
      committingSince = group[0]?.since ?? null;
      const limit = setTimeout(() => giveUp(group), maxCommitMs);
      const outcome = await commit(group);
      clearTimeout(limit);
      hung = false;
      committingSince = null;
      queuedBytes -= bytes;
      for (const { answer } of group) answer(outcome);
    }
    committing = null;
  }

  return {
    append(block) {
      const bytes = Buffer.byteLength(block);
      const refuse = (code: 'overloaded' | 'unavailable', message: string) =>
        Promise.resolve<AppendOutcome>({ ok: false, code, message });
      if (closed) return refuse('unavailable', 'lake is closed');
      if (hung) return refuse('unavailable', `lake cannot write: ${error}`);
      if (queuedBytes + bytes > maxQueuedBytes)
        return refuse('overloaded', 'lake has too much waiting');
      return new Promise((answer) => {
        queue.push({ block, bytes, since: clock(), answer });
        queuedBytes += bytes;
        committing ??= drain();
      });
    },
    own: () => own,
    state: () => ({
      closed,
      error,
      queuedBytes,
      oldestQueuedAt: committingSince ?? queue[0]?.since ?? null,
    }),
    async close() {
      closed = true;
      await committing;
      const last = segment;
      segment = null;
      await last?.file.close();
    },
  };
}
