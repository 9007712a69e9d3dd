import { type Clock, systemClock } from '@/lib/common/clock';
import { type AthenaAccess, createAthenaRunner } from './athena-runner';
import { athenaStatement } from './athena-statement';
import { withinDeadline } from './deadline';
import type { QueryColumn, QueryEngine, QueryResult, QueryValue } from './query-engine';

export interface AthenaOptions extends AthenaAccess {
  readonly clock?: Clock;
}

/**
 * Answers through an Athena workgroup. A query that nobody waits for any more is stopped there, since
 * it would go on costing.
 */
export function createAthenaEngine(options: AthenaOptions): QueryEngine {
  const { clock = systemClock } = options;
  const runner = createAthenaRunner(options);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();

  async function answer(
    sql: string,
    parameters: readonly QueryValue[],
    stop: AbortSignal,
  ): Promise<QueryResult> {
    const startedAt = clock();
    const execution = await runner.run(athenaStatement(sql, parameters), stop);
    let columns: readonly QueryColumn[] = [];
    const rows: (readonly QueryValue[])[] = [];
    for await (const page of runner.pages(execution, stop)) {
      // Every page tells the columns, and the first may be all there is.
      if (columns.length === 0) columns = page.columns;
      rows.push(...page.rows);
    }
    const bytesScanned = execution.Statistics?.DataScannedInBytes ?? null;
    return { columns, rows, bytesScanned, elapsedMs: clock() - startedAt };
  }

  return {
    name: 'athena',
    query(sql, asked = {}) {
      return withinDeadline(asked, closing.signal, (stop) => {
        const work = answer(sql, asked.parameters ?? [], stop);
        const settled = work.then(ignore, ignore);
        running.add(settled);
        void settled.then(() => running.delete(settled));
        return work;
      });
    },
    async close() {
      closing.abort();
      await Promise.all(running);
      runner.destroy();
    },
  };
}

/** For those who wait for an end, whatever it is; the outcome is the caller's. */
const ignore = () => undefined;
