import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { COLUMNS } from '@/lib/events/columns';
import { type Ids, idsOf } from './duckdb-rows';
import { syncFolders, syncPath } from './lake-io';
import { PROCESSED_EVENTS, rolledFile } from './layout';
import type { StoredFile } from './manifest';
import { parquet } from './parquet-relation';
import { copyToParquet } from './roll-sql';

/** Where a roll can be cut off; tests do so at each. */
export const ROLL_STEPS = ['read', 'written', 'synced', 'renamed', 'done'] as const;
export type RollStep = (typeof ROLL_STEPS)[number];

/** Events of one date, as SQL that gives the contract's columns in order. */
export interface Partition {
  readonly dt: string;
  readonly source: string;
  readonly made: StoredFile['source'];
  readonly made_of?: string;
}

/**
 * Writes a file of the lake, sorted, and reads it back before it is in its place. No reader looks at
 * it until the manifest names it.
 */
export async function storeFile(
  connection: DuckDBConnection,
  root: string,
  { dt, source, made, made_of }: Partition,
  reached: (step: RollStep) => void,
): Promise<StoredFile> {
  const id = randomUUID();
  const path = rolledFile(dt, id);
  const target = join(root, PROCESSED_EVENTS, path);
  const unfinished = join(dirname(target), `.part-${id}.parquet`);
  await mkdir(dirname(target), { recursive: true });
  await connection.run(copyToParquet(source, unfinished));
  reached('written');
  const { distinct: _, ...ids } = await verify(connection, unfinished, source);
  await syncPath(unfinished);
  reached('synced');
  await rename(unfinished, target);
  await syncFolders(target, root);
  reached('renamed');
  const { size } = await stat(target);
  return { path, dt, bytes: size, source: made, columns: COLUMNS.length, made_of, ...ids };
}

/** Reads the file back: it must hold exactly the ids it was made of, each once. */
async function verify(connection: DuckDBConnection, path: string, source: string): Promise<Ids> {
  const read = await idsOf(connection, parquet([path]));
  const expected = await idsOf(connection, `(${source})`);
  if (JSON.stringify(read) === JSON.stringify(expected) && read.rows === read.distinct) return read;
  await rm(path, { force: true });
  throw new Error(`${path} does not hold what was written: ${JSON.stringify({ read, expected })}`);
}
