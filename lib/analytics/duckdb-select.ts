import {
  type DuckDBConnection,
  DuckDBDecimalValue,
  type DuckDBInstance,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  JsonDuckDBValueConverter,
  StatementType,
} from '@duckdb/node-api';
import { beyondMacros } from '@/lib/models/trino-limits';
import { QueryError, type QueryErrorCode, type QueryResult, type QueryValue } from './query-engine';

// An interrupt that arrives between two native calls is lost, so it is repeated until one lands.
const INTERRUPT_EVERY_MS = 20;

/** What DuckDB says of the caller's SQL and values; anything else is the engine's own trouble. */
const CALLERS_FAULT =
  /^(Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range|Not implemented|Permission|Mismatch Type) Error|^Failed to bind value/;

/** One SELECT in Trino's SQL on a connection of its own, given up when it is told to stop. */
export async function selectIn(
  instance: DuckDBInstance,
  sql: string,
  parameters: readonly QueryValue[],
  stop: AbortSignal,
): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const connection = await instance.connect();
  let repeat: ReturnType<typeof setInterval> | undefined;
  const interrupt = () => {
    connection.interrupt();
    repeat ??= setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  };
  stop.addEventListener('abort', interrupt);
  try {
    return await select(connection, sql, parameters, stop);
  } finally {
    stop.removeEventListener('abort', interrupt);
    clearInterval(repeat);
    connection.closeSync();
  }
}

async function select(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly QueryValue[],
  stop: AbortSignal,
): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const beyond = beyondMacros(sql);
  if (beyond) throw new QueryError('invalid', beyond);
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

/** A value as the port has it. */
export function toQueryValue(value: DuckDBValue, type: DuckDBType | undefined): QueryValue {
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

export function toQueryError(error: unknown): QueryError {
  if (isQueryError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code: QueryErrorCode = CALLERS_FAULT.test(message) ? 'invalid' : 'failed';
  return new QueryError(code, message, { cause: error });
}

function isQueryError(error: unknown): error is QueryError {
  return error instanceof Error && error.name === 'QueryError' && 'code' in error;
}
