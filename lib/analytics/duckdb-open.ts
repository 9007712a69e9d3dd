import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { LakeReader } from '@/lib/lake/lake-reader';
import { QUERY_SPILL } from '@/lib/lake/layout';
import { sqlText } from '@/lib/lake/parquet-relation';
import { modelDefinition } from '@/lib/models/models';
import { TRINO_PRELUDE } from '@/lib/models/trino-prelude';
import { createEventsLoader, type EventsLoader } from './duckdb-events';
import { LOAD_PRODUCTS, type ProductRow, productsJson, RELATIONS_DDL } from './events-relation';
import { KEPT_EVENTS } from './models-relation';

export interface OpeningOptions {
  /** Where events come from; the engine is its only caller. */
  readonly lake: LakeReader;
  readonly products?: readonly ProductRow[];
  /** DuckDB's own where absent: most of the machine's. */
  readonly memory?: QueryMemory;
  /** Of up to so many events that no stored day stands for, sessions are held as a table. */
  readonly keptEvents?: number;
  /** DuckDB statements that are run before its settings are locked. */
  readonly settings?: readonly string[];
  /** A folder beside the lake's that may be read and written. */
  readonly mayWrite?: string;
}

/** What queries may hold at once, such as `3GB`, and the lake below which the rest is spilled. */
export interface QueryMemory {
  readonly limit: string;
  readonly root: string;
}

export interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly loader: EventsLoader;
}

/**
 * DuckDB in memory, locked against all but the folders of the lake. What is published on it comes with
 * the loader's first `catchUp`.
 */
export async function openDuckdb({
  lake,
  products = [],
  memory,
  keptEvents = KEPT_EVENTS,
  settings = [],
  mayWrite,
}: OpeningOptions): Promise<Opened> {
  const snapshot = await lake.snapshot();
  const instance = await DuckDBInstance.create(':memory:', {
    ...(memory && { memory_limit: memory.limit, temp_directory: join(memory.root, QUERY_SPILL) }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const { folder, modelFolders } = snapshot;
  for (const statement of [...TRINO_PRELUDE, ...RELATIONS_DDL]) await connection.run(statement);
  await connection.run(LOAD_PRODUCTS, [productsJson(products)]);
  const open = [folder, ...Object.values(modelFolders), ...(mayWrite ? [mayWrite] : [])];
  const folders = open.map((path) => sqlText(`${path}/`));
  await connection.run(`SET GLOBAL allowed_directories = [${folders.join(', ')}]`);
  // A file never changes once it has its name, and each query looks at the ends of many.
  await connection.run('SET GLOBAL parquet_metadata_cache = true');
  for (const setting of settings) await connection.run(setting);
  await connection.run('SET GLOBAL enable_external_access = false');
  await connection.run('SET GLOBAL lock_configuration = true');
  const definition = modelDefinition(products);
  const loader = createEventsLoader(lake, connection, { keptEvents, definition });
  return { instance, connection, loader };
}
