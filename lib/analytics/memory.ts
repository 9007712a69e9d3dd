import { withinDeadline } from './deadline';
import {
  type QueryColumn,
  type QueryEngine,
  QueryError,
  type QueryResult,
  type QueryValue,
} from './query-engine';

type Rows = Pick<QueryResult, 'rows'> & { readonly columns: readonly QueryColumn[] };

/** What the twin answers: by the statement's exact text, or by a function of it and its values. */
export type Answers =
  | Readonly<Record<string, Rows>>
  | ((sql: string, parameters: readonly QueryValue[], signal: AbortSignal) => Rows | Promise<Rows>);

/** The in-memory twin: knows its answers beforehand, keeps the port's promises on time and errors. */
export function createMemoryEngine(answers: Answers): QueryEngine {
  const closing = new AbortController();
  const look = typeof answers === 'function' ? answers : fromTable(answers);
  return {
    name: 'memory',
    async query(sql, options = {}) {
      const { columns, rows } = await withinDeadline(options, closing.signal, async (stop) =>
        look(sql, options.parameters ?? [], stop),
      );
      return { columns, rows, bytesScanned: null, elapsedMs: 0 };
    },
    async close() {
      closing.abort();
    },
  };
}

function fromTable(table: Readonly<Record<string, Rows>>) {
  return (sql: string): Rows => {
    const known = Object.hasOwn(table, sql) ? table[sql] : undefined;
    if (!known) throw new QueryError('invalid', `no answer is known for: ${sql}`);
    return known;
  };
}
