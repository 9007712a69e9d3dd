import type { QueryColumn, QueryValue } from '@/lib/analytics/query-engine';

/** What somebody asks: one SELECT in Trino's SQL, with `:name` for what is filled in. */
export interface ConsoleQuestion {
  readonly sql: string;
  /** By name; every name that the SQL has, and no other. */
  readonly parameters?: Readonly<Record<string, QueryValue>>;
}

/**
 * `refused`: not one SELECT over published relations; `invalid`: the engine cannot make sense of it;
 * `timeout`, `memory`, `too_large`: a limit ended it; `busy`: others are being answered.
 */
export type ConsoleProblemCode =
  | 'refused'
  | 'invalid'
  | 'timeout'
  | 'memory'
  | 'too_large'
  | 'cancelled'
  | 'busy'
  | 'unavailable'
  | 'failed';

export interface ConsoleProblem {
  readonly code: ConsoleProblemCode;
  /** Says what is wrong, and where something helps, what. */
  readonly message: string;
  /** Where in the SQL as it was asked, from 1; null where the engine does not say. */
  readonly line: number | null;
  readonly column: number | null;
}

export interface ConsoleEnd {
  readonly rows: number;
  /** Whether rows were left out at a limit. */
  readonly truncated: boolean;
  readonly bytesScanned: number | null;
  /** What Athena charges for it; null where nothing is charged. */
  readonly usd: number | null;
  /** Of the engine alone. */
  readonly elapsedMs: number;
}

/**
 * One line of an answer, which is JSON lines: `begun`, `turn` for each place in the line where it has to
 * wait, `columns`, any number of `rows`, then `end`; or `problem` at any moment after `begun`, and nothing
 * after it.
 */
export type ConsoleLine =
  | { readonly kind: 'begun'; readonly query_id: string; readonly engine: 'duckdb' | 'athena' }
  /** Its place in the line, from 1; 0 once it is its turn. */
  | { readonly kind: 'turn'; readonly place: number }
  | { readonly kind: 'columns'; readonly columns: readonly QueryColumn[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly QueryValue[])[] }
  | ({ readonly kind: 'end' } & ConsoleEnd)
  | { readonly kind: 'problem'; readonly problem: ConsoleProblem };

/** A query that was asked, as its owner finds it again. */
export interface PastQuery extends ConsoleQuestion {
  readonly query_id: string;
  readonly askedAtMs: number;
  /** null while it runs, and where the server ended before it did. */
  readonly outcome:
    | ({ readonly kind: 'end' } & ConsoleEnd)
    | { readonly kind: 'problem'; readonly problem: ConsoleProblem }
    | null;
}

/** A query with a name; `:name` in its SQL is asked for when it is opened. */
export interface SavedQuery extends ConsoleQuestion {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** As others know them. */
  readonly ownerName: string;
  /** Whether everybody who is signed in finds it; only its owner changes it. */
  readonly shared: boolean;
  readonly savedAtMs: number;
}

/** What limits hold, for whoever asks, and for the health page. */
export interface ConsoleLimits {
  readonly rows: number;
  readonly bytes: number;
  readonly ms: number;
  readonly atOnce: number;
  /** What keeps a query from writing, in words; null where only the engine itself does. */
  readonly writeGuard: string | null;
}
