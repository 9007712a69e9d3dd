import { type AthenaAccess, createAthenaRunner } from '@/lib/analytics/athena-runner';
import { athenaLiteral, athenaStatement } from '@/lib/analytics/athena-statement';
import type { QueryErrorCode } from '@/lib/analytics/query-engine';
import { MINUTE_MS } from '@/lib/common/clock';
import {
  type AnswerPart,
  type ConsoleEngine,
  ConsoleError,
  type EngineQuestion,
  isConsoleError,
} from './console-engine';
import { parquetOf } from './duckdb-parquet';
import { offsetOf } from './position';
import { NOT_CODE, type Rewritten, rewritten } from './rewriting';
import { cancelled, closing, createTurns, waited } from './turns';

export interface AthenaConsoleOptions extends AthenaAccess {
  readonly limits?: Partial<AthenaConsoleLimits>;
}

export interface AthenaConsoleLimits {
  readonly rows: number;
  readonly bytes: number;
  readonly ms: number;
  readonly atOnce: number;
  /** How many more may wait for their turn. */
  readonly waiting: number;
}

const DEFAULT_LIMITS: AthenaConsoleLimits = {
  rows: 100_000,
  bytes: 64 * 1024 * 1024,
  // A query may wait in Athena's own queue before it runs.
  ms: 2 * MINUTE_MS,
  atOnce: 4,
  waiting: 8,
};

const PLACE = new RegExp(`${NOT_CODE}|\\?`, 'g');
const SAID_AT = /\bline (\d+):(\d+)\b/;

/**
 * Athena in an enforced workgroup: what a query may read and cost is said there and by the role, not
 * here. Only the results of an execution that was begun for a question are read for it.
 */
export function createAthenaConsole(options: AthenaConsoleOptions): ConsoleEngine {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const runner = createAthenaRunner(options);
  const leaving = new AbortController();
  const turns = createTurns(limits);

  async function* parts(text: string, stop: AbortSignal): AsyncGenerator<AnswerPart> {
    const execution = await runner.run(athenaStatement(text, []), stop);
    const { DataScannedInBytes, EngineExecutionTimeInMillis, TotalExecutionTimeInMillis } =
      execution.Statistics ?? {};
    const ended = {
      kind: 'end',
      bytesScanned: DataScannedInBytes ?? null,
      elapsedMs: EngineExecutionTimeInMillis ?? TotalExecutionTimeInMillis ?? 0,
    } as const;
    let begun = false;
    let rows = 0;
    let bytes = 0;
    for await (const page of runner.pages(execution, stop)) {
      if (!begun) yield { kind: 'columns', columns: page.columns };
      begun = true;
      const fitting = page.rows.filter((row) => {
        bytes += Buffer.byteLength(JSON.stringify(row));
        if (rows >= limits.rows || bytes > limits.bytes) return false;
        rows += 1;
        return true;
      });
      if (fitting.length > 0) yield { kind: 'rows', rows: fitting };
      if (fitting.length < page.rows.length) {
        yield { ...ended, rows, truncated: true };
        return;
      }
    }
    yield { ...ended, rows, truncated: false };
  }

  async function* answer({ sql, parameters, signal }: EngineQuestion): AsyncGenerator<AnswerPart> {
    const values = [...parameters];
    const written = rewritten(sql, PLACE, ([token]) => {
      if (token !== '?') return null;
      const literal = athenaLiteral(values.shift() ?? null);
      // A negative number after a minus would begin a comment.
      return literal.startsWith('-') ? `(${literal})` : literal;
    });
    const late = AbortSignal.timeout(limits.ms);
    const stop = AbortSignal.any([signal, leaving.signal, late]);
    try {
      yield* parts(written.text, stop);
    } catch (error) {
      if (leaving.signal.aborted) throw closing();
      if (signal.aborted) throw cancelled();
      if (late.aborted) {
        const words = `no answer within ${limits.ms / 1000} seconds; ask for fewer days at once`;
        throw new ConsoleError('timeout', words);
      }
      throw athenaProblem(error, written);
    }
  }

  const ask = (asked: EngineQuestion) => waited(turns, asked.signal, () => answer(asked));

  return {
    name: 'athena',
    ask,
    parquet: (asked) => parquetOf(ask(asked)),
    limits: async () => ({
      ...limits,
      writeGuard: `the role of this server and the workgroup ${options.workgroup} say what may be read; a statement that is no SELECT is refused before it is sent`,
    }),
    async close() {
      leaving.abort();
      turns.close();
      runner.destroy();
    },
  };
}

/** Athena's words, and the place that they name. */
function athenaProblem(error: unknown, written: Rewritten): unknown {
  if (isConsoleError(error)) return error;
  const { code, message } = error as { code?: QueryErrorCode; message: string };
  if (!code) return error;
  const [, line, column] = SAID_AT.exec(message) ?? [];
  const at =
    line && column
      ? written.back(offsetOf(written.text, { line: Number(line), column: Number(column) }))
      : null;
  const refused = message === 'only SELECT is answered';
  return new ConsoleError(
    refused ? 'refused' : code,
    refused ? 'only one SELECT is answered here: nothing that writes, sets or explains' : message,
    at,
    { cause: error },
  );
}
