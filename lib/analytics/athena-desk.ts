import { setTimeout as pause } from 'node:timers/promises';
import { SECOND_MS } from '@/lib/common/clock';
import { type AthenaAccess, createAthenaRunner } from './athena-runner';
import type { QueryError, QueryValue } from './query-engine';
import type { StatementDesk } from './statement-desk';

export interface AthenaDeskOptions extends Omit<AthenaAccess, 'reuseMinutes'> {
  readonly signal?: AbortSignal;
  /** Time before a statement is tried again; it doubles. */
  readonly againMs?: number;
}

const MAX_TRIES = 5;
const AGAIN_MS = 15 * SECOND_MS;
/** Two commits that met. Athena counts it as a fault of who asked, and it passes. */
const MET = /ICEBERG_COMMIT_ERROR/;
/** A vacuum deletes so many files a run, and asks to be run again for the rest. */
const MORE_RUNS = /ICEBERG_VACUUM_MORE_RUNS_NEEDED/;
const MOST_RUNS = 100;

/** Through a workgroup, each statement as often as it takes. */
export function createAthenaDesk(options: AthenaDeskOptions): StatementDesk {
  const { signal = new AbortController().signal, againMs = AGAIN_MS } = options;
  const runner = createAthenaRunner(options);

  async function execute(sql: string) {
    let runs = 0;
    for (let tries = 1; ; ) {
      try {
        return await runner.run({ text: sql, parameters: [] }, signal);
      } catch (error) {
        const { code, message } = error as QueryError;
        runs += 1;
        if (MORE_RUNS.test(message) && runs < MOST_RUNS) continue;
        const passes = code === 'failed' || MET.test(message);
        if (!passes || tries === MAX_TRIES) throw error;
        await pause(againMs * 2 ** (tries - 1), undefined, { signal });
        tries += 1;
      }
    }
  }

  return {
    async run(sql) {
      await execute(sql);
    },
    async rows(sql) {
      const found: (readonly QueryValue[])[] = [];
      const execution = await execute(sql);
      for await (const page of runner.pages(execution, signal)) found.push(...page.rows);
      return found;
    },
    close: () => runner.destroy(),
  };
}
