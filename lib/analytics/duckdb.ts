import {
  type DuckDBConnection,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  JsonDuckDBValueConverter,
  StatementType,
} from '@duckdb/node-api';
import { type Clock, systemClock } from '@/lib/common/clock';
import type { LakeTail } from '@/lib/lake/lake-tail';
import { TRINO_PRELUDE } from '@/lib/models/trino-prelude';
import { withinDeadline } from './deadline';
import {
  COUNT_SKIPPED,
  EVENTS_DDL,
  LOAD_LINES,
  LOAD_PRODUCTS,
  type ProductRow,
  productsJson,
} from './events-relation';
import {
  type QueryEngine,
  QueryError,
  type QueryErrorCode,
  type QueryResult,
  type QueryValue,
} from './query-engine';

const LOAD_CHUNK_BYTES = 4 * 1024 * 1024;
// An interrupt that arrives between two native calls is lost, so it is repeated until one lands.
const INTERRUPT_EVERY_MS = 20;

/** What DuckDB says of the caller's SQL and values; anything else is the engine's own trouble. */
const CALLERS_FAULT =
  /^(Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range|Not implemented|Permission|Mismatch Type) Error|^Failed to bind value/;

export interface DuckdbOptions {
  /** Where new events come from; the engine is its only reader. */
  readonly tail: LakeTail;
  readonly products?: readonly ProductRow[];
  readonly clock?: Clock;
}

export interface DuckdbEngine extends QueryEngine {
  readonly name: 'duckdb';
  /** Lake lines left out of `events` because they could not be read, since the engine opened. */
  skippedLines(): number;
}

interface Opened {
  readonly instance: DuckDBInstance;
  readonly loader: DuckDBConnection;
}

/**
 * DuckDB in memory over the lake's lines: opens at the first query, and takes in what became durable
 * before each one. It can reach neither files nor network, and its settings are locked.
 */
export function createDuckdbEngine(options: DuckdbOptions): DuckdbEngine {
  const { tail, products = [], clock = systemClock } = options;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  let opening: Promise<Opened> | null = null;
  let waiting: Promise<void> | null = null;
  let lastDrain: Promise<unknown> = Promise.resolve();
  // Handed out by the tail once and not loaded yet: kept, so that a failure loses nothing.
  let unloaded: readonly string[] = [];
  let skipped = 0;

  function opened(): Promise<Opened> {
    opening ??= open(products).catch((error: unknown) => {
      opening = null;
      throw new QueryError('unavailable', 'DuckDB did not open', { cause: error });
    });
    return opening;
  }

  async function drain(): Promise<void> {
    const { loader } = await opened();
    while (!closing.signal.aborted) {
      if (unloaded.length === 0) {
        unloaded = await tail.next(LOAD_CHUNK_BYTES).catch((error: unknown) => {
          throw new QueryError('unavailable', 'the lake could not be read', { cause: error });
        });
      }
      if (unloaded.length === 0) return;
      await load(loader, unloaded);
      unloaded = [];
    }
  }

  async function load(loader: DuckDBConnection, lines: readonly string[]): Promise<void> {
    const text = lines.join('\n');
    const { rowsChanged } = await loader.run(LOAD_LINES, [text]).catch((error: unknown) => {
      throw new QueryError('failed', 'events could not be loaded', { cause: error });
    });
    // Fewer rows than lines means copies, or lines that could not be read.
    if (rowsChanged === lines.length) return;
    const reasons = (await loader.runAndReadAll(COUNT_SKIPPED, [text])).getRows();
    if (reasons.length === 0) return;
    const counts = Object.fromEntries(reasons.map(([why, n]) => [String(why), Number(n)]));
    skipped += Object.values(counts).reduce((sum, n) => sum + n, 0);
    console.warn(
      JSON.stringify({ message: 'lake lines skipped', reasons: counts, total: skipped }),
    );
  }

  /** One load at a time; whoever asks while one runs shares the next, which sees all they may see. */
  function drained(): Promise<void> {
    waiting ??= lastDrain.then(() => {
      waiting = null;
      const current = drain();
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
    stop.throwIfAborted();
    const { instance } = await opened();
    const connection = await instance.connect();
    let repeat: ReturnType<typeof setInterval> | undefined;
    const interrupt = () => {
      connection.interrupt();
      repeat ??= setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
    };
    stop.addEventListener('abort', interrupt);
    try {
      const result = await select(connection, sql, parameters, stop);
      return { ...result, bytesScanned: null, elapsedMs: clock() - startedAt };
    } finally {
      stop.removeEventListener('abort', interrupt);
      clearInterval(repeat);
      connection.closeSync();
    }
  }

  return {
    name: 'duckdb',
    skippedLines: () => skipped,
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
      open?.loader.closeSync();
      open?.instance.closeSync();
    },
  };
}

async function open(products: readonly ProductRow[]): Promise<Opened> {
  const instance = await DuckDBInstance.create(':memory:', {
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const loader = await instance.connect();
  for (const statement of [...TRINO_PRELUDE, ...EVENTS_DDL]) await loader.run(statement);
  await loader.run(LOAD_PRODUCTS, [productsJson(products)]);
  await loader.run('SET GLOBAL lock_configuration = true');
  return { instance, loader };
}

async function select(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly QueryValue[],
  stop: AbortSignal,
): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const statement = await connection.prepare(sql);
  try {
    if (statement.statementType !== StatementType.SELECT) {
      throw new QueryError('invalid', 'only SELECT is answered');
    }
    if (statement.parameterCount !== parameters.length) {
      const wants = `${statement.parameterCount} parameters, got ${parameters.length}`;
      throw new QueryError('invalid', `the statement takes ${wants}`);
    }
    statement.bind([...parameters]);
    stop.throwIfAborted();
    const reader = await statement.runAndReadAll();
    const types = reader.columnTypes();
    return {
      columns: reader.columnNames().map((name, i) => ({ name, type: String(types[i]) })),
      rows: reader.getRows().map((row) => row.map((value, i) => toQueryValue(value, types[i]))),
    };
  } finally {
    statement.destroySync();
  }
}

function toQueryValue(value: DuckDBValue, type: DuckDBType | undefined): QueryValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBTimestampTZValue) return isoMillis(value.micros);
  // Without a zone there is no Z to claim.
  if (value instanceof DuckDBTimestampValue) return isoMillis(value.micros).slice(0, -1);
  if (!type) return String(value);
  const json = JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter);
  return typeof json === 'object' ? JSON.stringify(json) : json;
}

function isoMillis(micros: bigint): string {
  return new Date(Number(micros / 1000n)).toISOString();
}

/** For those who wait for an end, whatever it is; the outcome is the caller's. */
const ignore = () => undefined;

function toQueryError(error: unknown): QueryError {
  if (isQueryError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code: QueryErrorCode = CALLERS_FAULT.test(message) ? 'invalid' : 'failed';
  return new QueryError(code, message, { cause: error });
}

function isQueryError(error: unknown): error is QueryError {
  return error instanceof Error && error.name === 'QueryError' && 'code' in error;
}
