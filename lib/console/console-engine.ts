import type { QueryColumn, QueryValue } from '@/lib/analytics/query-engine';
import type { ConsoleLimits, ConsoleProblemCode } from './console-document';

/** Told apart by `code`: `instanceof` does not hold across separately bundled copies of this file. */
export class ConsoleError extends Error {
  constructor(
    readonly code: ConsoleProblemCode,
    message: string,
    /** The character of the SQL that it is about, from 0; null where nobody says. */
    readonly at: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ConsoleError';
  }
}

export function isConsoleError(error: unknown): error is ConsoleError {
  return error instanceof Error && error.name === 'ConsoleError' && 'code' in error;
}

/** `turn` for each place in the line, where it has to wait; `columns`, any number of `rows`, then `end`. */
export type AnswerPart =
  /** How many come before it, itself counted; 0 once it is its turn. */
  | { readonly kind: 'turn'; readonly place: number }
  | { readonly kind: 'columns'; readonly columns: readonly QueryColumn[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly QueryValue[])[] }
  | {
      readonly kind: 'end';
      readonly rows: number;
      readonly truncated: boolean;
      readonly bytesScanned: number | null;
      readonly elapsedMs: number;
    };

/** One SELECT in Trino's SQL with a value for each `?`, in order. */
export interface EngineQuestion {
  readonly sql: string;
  readonly parameters: readonly QueryValue[];
  /** Gives the question up, and ends whatever works on it. */
  readonly signal: AbortSignal;
}

/**
 * Answers what somebody typed, part by part and no faster than it is read, within limits. Drivers:
 * `duckdb`, `athena`; one contract suite for both.
 */
export interface ConsoleEngine {
  readonly name: 'duckdb' | 'athena';
  /** @throws {ConsoleError} at any part; ending the iteration early gives the question up. */
  ask(question: EngineQuestion): AsyncIterable<AnswerPart>;
  /** The answer as one Parquet file's bytes. @throws {ConsoleError} */
  parquet(question: EngineQuestion): AsyncIterable<Uint8Array>;
  limits(): Promise<ConsoleLimits>;
  /** Ends what runs. */
  close(): Promise<void>;
}
