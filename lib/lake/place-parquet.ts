import { randomUUID } from 'node:crypto';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { syncFolders, syncPath } from './lake-io';
import { partitionFile } from './layout';
import { sqlText } from './parquet-relation';

/** Where writing a file can be cut off; tests do so at each. */
export const PLACE_STEPS = ['written', 'synced', 'renamed'] as const;
export type PlaceStep = (typeof PLACE_STEPS)[number];

export interface FileToPlace<T> {
  readonly root: string;
  /** The table's, below the root. */
  readonly folder: string;
  readonly partition: readonly [column: string, date: string];
  /** A SELECT of its rows, and their order. */
  readonly source: string;
  readonly order: string;
  /** Looks at the written file before it gets its name; throws where it is not what was meant. */
  readonly verify: (path: string) => Promise<T>;
  readonly reached: (step: PlaceStep) => void;
  /** Of zstd; DuckDB's own, 3, where absent. */
  readonly level?: number;
}

export interface PlacedFile<T> {
  /** Below the folder. */
  readonly path: string;
  readonly bytes: number;
  readonly verified: T;
}

/**
 * Writes sorted Parquet whole, durable and by its name. Nobody looks at it until the manifest names
 * it; what a crash leaves is swept up at the next start.
 */
export async function placeParquet<T>(
  connection: DuckDBConnection,
  { root, folder, partition, source, order, verify, reached, level = 3 }: FileToPlace<T>,
): Promise<PlacedFile<T>> {
  const id = randomUUID();
  const path = partitionFile(...partition, id);
  const target = join(root, folder, path);
  const unfinished = join(dirname(target), `.part-${id}.parquet`);
  await mkdir(dirname(target), { recursive: true });
  await connection.run(`COPY (SELECT * FROM (${source}) ORDER BY ${order})
    TO ${sqlText(unfinished)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL ${level}, ROW_GROUP_SIZE 122880)`);
  reached('written');
  const verified = await verify(unfinished);
  await syncPath(unfinished);
  reached('synced');
  await rename(unfinished, target);
  await syncFolders(target, root);
  reached('renamed');
  return { path, bytes: (await stat(target)).size, verified };
}
