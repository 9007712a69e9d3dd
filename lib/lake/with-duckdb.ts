import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { TRINO_PRELUDE } from '@/lib/models/trino-prelude';
import { SPILL } from './layout';

/** For those above who hand it on without knowing DuckDB. */
export type LakeConnection = DuckDBConnection;

export interface DuckdbLimits {
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** A DuckDB of its own that knows Trino's names and spills into the lake's folder. */
export async function openDuckdb(
  root: string,
  { memoryLimit = '1GB', threads = 2 }: DuckdbLimits,
): Promise<{ readonly connection: DuckDBConnection; close(): void }> {
  const spill = join(root, SPILL);
  await mkdir(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    threads: String(threads),
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  for (const statement of TRINO_PRELUDE) await connection.run(statement);
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Works with one, and closes it. */
export async function withDuckdb<T>(
  root: string,
  limits: DuckdbLimits,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openDuckdb(root, limits);
  try {
    return await work(connection);
  } finally {
    close();
  }
}
