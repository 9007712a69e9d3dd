import type { Clock } from '@/lib/common/clock';
import { createKeeper, type Keeper, type KeeperOptions } from './keeper';
import { nodeIo, type SegmentIo } from './lake-io';
import { lockLake } from './lake-lock';
import { createLakeReader, type LakeReader } from './lake-reader';
import { RAW_EVENTS, RAW_FAILED } from './layout';
import { createSegmentLog, type SegmentLog, type SegmentLogOptions } from './segment-log';

/** The local lake: a folder laid out like the buckets, with one log a stream. */
export interface Lake {
  readonly events: SegmentLog;
  readonly failed: SegmentLog;
  /** A new reader of all events from the beginning. */
  readEvents(): LakeReader;
  close(): Promise<void>;
}

export interface LakeOptions {
  readonly root: string;
  readonly clock: Clock;
  readonly io?: SegmentIo;
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
    readEvents: () => createLakeReader({ root, folder: RAW_EVENTS, clock, own: events.own }),
    async close() {
      await Promise.all([events.close(), failed.close()]);
    },
  };
}

/** A lake whose lock this process holds: it rolls, and nobody else does. */
export interface HeldLake extends Lake {
  readonly keeper: Keeper;
}

/** @throws {LockedError} while another process holds it. */
export function holdLake(
  options: LakeOptions & Pick<KeeperOptions, 'roll' | 'makeModels' | 'maxWaitMs' | 'retentionDays'>,
): HeldLake {
  const release = lockLake(options.root);
  process.once('exit', release);
  const lake = openLake(options);
  const keeper = createKeeper({ ...options, io: nodeIo, own: lake.events.own });
  return {
    ...lake,
    keeper,
    async close() {
      await lake.close();
      await keeper.close();
      process.off('exit', release);
      release();
    },
  };
}
