import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import type { QueryEngine } from '@/lib/analytics/query-engine';

const grammar = new TrinoSQL();

/** An engine that takes nothing that is not a statement of Trino's grammar, as Athena would not. */
export function trinoChecked(engine: QueryEngine): QueryEngine {
  return {
    ...engine,
    query(sql, options) {
      const [fault] = grammar.validate(sql);
      if (fault) throw new Error(`not Trino SQL: ${fault.message}\n${sql}`);
      return engine.query(sql, options);
    },
  };
}
