import { createKeeper, type KeeperOptions } from './keeper';
import { nodeIo } from './lake-io';
import { lockLake } from './lake-lock';

/**
 * Rolls all of raw that is not in Parquet yet: for who reads Parquet alone, where no server rolls.
 * @throws {LockedError} while a server works on the lake: it rolls by itself.
 */
export async function rollLake(
  options: Pick<KeeperOptions, 'root' | 'clock' | 'roll' | 'makeModels'>,
): Promise<void> {
  const release = lockLake(options.root);
  const keeper = createKeeper({ ...options, io: nodeIo });
  try {
    await keeper.rollAll();
  } finally {
    await keeper.close();
    release();
  }
}
