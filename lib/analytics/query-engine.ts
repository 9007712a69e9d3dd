/** Plain values: decimals and 64-bit integers arrive as numbers, times and dates as ISO text. */
export type QueryValue = string | number | boolean | null;

export interface QueryColumn {
  readonly name: string;
  /** The engine's own type name, for display. */
  readonly type: string;
}

export interface QueryResult {
  readonly columns: readonly QueryColumn[];
  readonly rows: readonly (readonly QueryValue[])[];
  /** Bytes the engine read, where it knows. */
  readonly bytesScanned: number | null;
  readonly elapsedMs: number;
}

export interface QueryOptions {
  /** Values for `?`, by position. */
  readonly parameters?: readonly QueryValue[];
  /** Gives up after this long; 30,000 where silent. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

export type QueryErrorCode = 'invalid' | 'timeout' | 'cancelled' | 'unavailable' | 'failed';

/** Told apart by `code`: `instanceof` does not hold across separately bundled copies of this file. */
export class QueryError extends Error {
  constructor(
    readonly code: QueryErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'QueryError';
  }
}

/**
 * Answers one SELECT in Trino's SQL over the published relations, each a consistent snapshot.
 * Drivers: `duckdb`, `athena`, `memory`; one contract suite for all.
 */
export interface QueryEngine {
  readonly name: 'duckdb' | 'athena' | 'memory';
  /** @throws {QueryError} by code: `invalid` is the caller's SQL, the rest is not. */
  query(sql: string, options?: QueryOptions): Promise<QueryResult>;
  close(): Promise<void>;
}
