import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Clock, systemClock } from '@/lib/common/clock';
import type { LakeReader } from '@/lib/lake/lake-reader';
import { QUERY_SPILL } from '@/lib/lake/layout';
import { ManifestError } from '@/lib/lake/manifest';
import { sqlText } from '@/lib/lake/parquet-relation';
import { modelDefinition } from '@/lib/models/models';
import { TRINO_PRELUDE } from '@/lib/models/trino-prelude';
import { withinDeadline } from './deadline';
import { createEventsLoader, type EventsLoader } from './duckdb-events';
import { selectIn, toQueryError } from './duckdb-select';
import {
  eventsView,
  LOAD_PRODUCTS,
  type ProductRow,
  productsJson,
  RELATIONS_DDL,
} from './events-relation';
import { KEPT_EVENTS, modelViews } from './models-relation';
import { type QueryEngine, QueryError, type QueryResult, type QueryValue } from './query-engine';
import { createTurnstile } from './turnstile';

/**
 * A query holds one of libuv's four threads until it ends, and the same four write and sync what the
 * collector takes in: with all of them held, nothing is acknowledged. One more may be loading events.
 */
const QUERIES_AT_ONCE = 2;

export interface DuckdbOptions {
  /** Where events come from; the engine is its only caller. */
  readonly lake: LakeReader;
  readonly products?: readonly ProductRow[];
  readonly clock?: Clock;
  /** DuckDB's own where absent: most of the machine's. */
  readonly memory?: QueryMemory;
  /** Of up to so many events that no stored day stands for, sessions are held as a table. */
  readonly keptEvents?: number;
}

/** What queries may hold at once, such as `3GB`, and the lake below which the rest is spilled. */
export interface QueryMemory {
  readonly limit: string;
  readonly root: string;
}

export interface DuckdbEngine extends QueryEngine {
  readonly name: 'duckdb';
  /** Lake lines left out of `events` because they could not be read, since the engine opened. */
  skippedLines(): number;
}

interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  readonly loader: EventsLoader;
}

/**
 * DuckDB in memory over the lake's files and tail: opens at the first query, and takes in what became
 * durable before each one. It can reach the folders of those files and nothing else, neither other
 * files nor network, and its settings are locked.
 */
export function createDuckdbEngine(options: DuckdbOptions): DuckdbEngine {
  const { clock = systemClock } = options;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const turnstile = createTurnstile(QUERIES_AT_ONCE);
  let opening: Promise<Opened> | null = null;
  let loader: EventsLoader | null = null;
  let waiting: Promise<void> | null = null;
  let lastDrain: Promise<unknown> = Promise.resolve();
  function opened(): Promise<Opened> {
    opening ??= open(options).catch((error: unknown) => {
      opening = null;
      const message = error instanceof ManifestError ? error.message : 'DuckDB did not open';
      throw new QueryError('unavailable', message, { cause: error });
    });
    return opening;
  }

  /** One load at a time; whoever asks while one runs shares the next, which sees all they may see. */
  function drained(): Promise<void> {
    waiting ??= lastDrain.then(() => {
      waiting = null;
      const current = opened().then((open) => {
        loader = open.loader;
        return loader.catchUp(closing.signal);
      });
      lastDrain = current.catch(ignore);
      return current;
    });
    return waiting;
  }

  async function answer(
    sql: string,
    parameters: readonly QueryValue[],
    stop: AbortSignal,
  ): Promise<QueryResult> {
    const startedAt = clock();
    await drained();
    const { instance } = await opened();
    const result = await turnstile.through(stop, () => selectIn(instance, sql, parameters, stop));
    return { ...result, bytesScanned: null, elapsedMs: clock() - startedAt };
  }

  return {
    name: 'duckdb',
    skippedLines: () => loader?.skippedLines() ?? 0,
    query(sql, options = {}) {
      return withinDeadline(options, closing.signal, (stop) => {
        const work = answer(sql, options.parameters ?? [], stop);
        const settled = work.then(ignore, ignore);
        running.add(settled);
        void settled.then(() => running.delete(settled));
        return work.catch((error: unknown) => {
          throw toQueryError(error);
        });
      });
    },
    async close() {
      closing.abort();
      await Promise.all([...running, lastDrain]);
      const open = await opening?.catch(() => null);
      opening = null;
      open?.connection.closeSync();
      open?.instance.closeSync();
    },
  };
}

async function open({
  lake,
  products = [],
  memory,
  keptEvents = KEPT_EVENTS,
}: DuckdbOptions): Promise<Opened> {
  const snapshot = await lake.snapshot();
  const instance = await DuckDBInstance.create(':memory:', {
    ...(memory && { memory_limit: memory.limit, temp_directory: join(memory.root, QUERY_SPILL) }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const { folder, modelFolders } = snapshot;
  const none = [
    eventsView({ folder, files: [] }),
    ...modelViews(snapshot, { closed: [], openPaths: [], openRows: 0 }, false),
  ];
  const statements = [...TRINO_PRELUDE, ...RELATIONS_DDL, ...none];
  for (const statement of statements) await connection.run(statement);
  await connection.run(LOAD_PRODUCTS, [productsJson(products)]);
  const folders = [folder, ...Object.values(modelFolders)].map((path) => sqlText(`${path}/`));
  await connection.run(`SET GLOBAL allowed_directories = [${folders.join(', ')}]`);
  // A file never changes once it has its name, and each query looks at the ends of many.
  await connection.run('SET GLOBAL parquet_metadata_cache = true');
  await connection.run('SET GLOBAL enable_external_access = false');
  await connection.run('SET GLOBAL lock_configuration = true');
  const definition = modelDefinition(products);
  const loader = createEventsLoader(lake, connection, { keptEvents, definition });
  return { instance, connection, loader };
}

/** For those who wait for an end, whatever it is; the outcome is the caller's. */
const ignore = () => undefined;
