import type { QueryValue } from './query-engine';

/** Statements that change tables, for a command that keeps them. */
export interface StatementDesk {
  /** To its end. Every statement given here may be run again. @throws {QueryError} */
  run(sql: string): Promise<void>;
  /** The same, and its rows. */
  rows(sql: string): Promise<readonly (readonly QueryValue[])[]>;
  close(): void;
}
