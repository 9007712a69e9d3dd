import type { Clock } from '@/lib/common/clock';
import { type LakeIo, nodeIo } from './lake-io';
import { createLakeTail, type LakeTail } from './lake-tail';
import { RAW_EVENTS, RAW_FAILED } from './layout';
import { createSegmentLog, type SegmentLog, type SegmentLogOptions } from './segment-log';

/** The local lake: a folder laid out like the buckets, with one log a stream. */
export interface Lake {
  readonly events: SegmentLog;
  readonly failed: SegmentLog;
  /** A new reader of all event lines from the beginning. */
  readEvents(): LakeTail;
  close(): Promise<void>;
}

export interface LakeOptions {
  readonly root: string;
  readonly clock: Clock;
  readonly io?: LakeIo;
  readonly limits?: Pick<
    SegmentLogOptions,
    'maxSegmentBytes' | 'maxSegmentAgeMs' | 'maxQueuedBytes'
  >;
}

export function openLake({ root, clock, io = nodeIo, limits }: LakeOptions): Lake {
  const log = (folder: string) => createSegmentLog({ root, folder, clock, io, ...limits });
  const events = log(RAW_EVENTS);
  const failed = log(RAW_FAILED);
  return {
    events,
    failed,
    readEvents: () => createLakeTail({ root, folder: RAW_EVENTS, clock, open: events.open }),
    async close() {
      await Promise.all([events.close(), failed.close()]);
    },
  };
}
