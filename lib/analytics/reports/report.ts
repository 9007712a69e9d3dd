import type { z } from 'zod';
import {
  type QueryEngine,
  QueryError,
  type QueryOptions,
  type QueryResult,
  type QueryValue,
} from '../query-engine';
import type { Sql } from './sql-text';

/** A named query with typed rows, written once in Trino's SQL for every engine. */
export interface Report<P, R> {
  readonly name: string;
  /** The question it answers, as a title. */
  readonly question: string;
  /** What each figure counts, in words, by column. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly parameters: z.ZodType<P>;
  readonly row: z.ZodType<R>;
  /** The statement for these parameters: its text depends on which filters are set. */
  build(parameters: P, way?: Way): Sql;
}

/**
 * Which relations a report may read: `modelled`, all of them; `plain`, events, products and sessions
 * alone. The rows are the same, and a test says so.
 */
export type Way = 'modelled' | 'plain';
export const USUAL_WAY: Way = 'modelled';

export interface ReportAnswer<R> {
  readonly rows: readonly R[];
  readonly elapsedMs: number;
}

/**
 * Runs a report with parameters that its schema has accepted.
 * @throws {QueryError} as the engine does; `failed` where a row is not what the report declares.
 */
export async function runReport<P, R>(
  engine: QueryEngine,
  report: Report<P, R>,
  parameters: P,
  options: Omit<QueryOptions, 'parameters'> = {},
): Promise<ReportAnswer<R>> {
  const { sql, values } = report.build(parameters);
  const result = await engine.query(sql, { ...options, parameters: values });
  const rows = toObjects(result).map((row) => {
    const read = report.row.safeParse(row);
    if (read.success) return read.data;
    throw new QueryError('failed', `report ${report.name}: a row is not as declared`, {
      cause: read.error,
    });
  });
  return { rows, elapsedMs: result.elapsedMs };
}

function toObjects({ columns, rows }: QueryResult): Record<string, QueryValue>[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])),
  );
}
