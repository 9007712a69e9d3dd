import type { TrailNote } from '@/lib/trail/trail';
import type { ConsoleProblem, PastQuery } from './console-document';
import type { AnswerPart, ConsoleEngine } from './console-engine';
import { placed, problemOf } from './console-problem';
import { fillIn } from './named-parameters';
import type { QueryHistory } from './query-history';
import type { Owner } from './saved-queries';

export type FilePart = Exclude<AnswerPart, { kind: 'turn' }>;

interface Whole {
  readonly ok: true;
  /** Whether rows were left out at a limit when it was asked. */
  readonly truncated: boolean;
}

export type FileOutcome =
  | (Whole & { readonly format: 'csv'; readonly parts: AsyncIterable<FilePart> })
  | (Whole & { readonly format: 'parquet'; readonly bytes: AsyncIterable<Uint8Array> })
  | { readonly ok: false; readonly code: 'unknown_query'; readonly message: string }
  | { readonly ok: false; readonly code: 'bad_format'; readonly message: string }
  | { readonly ok: false; readonly code: 'problem'; readonly problem: ConsoleProblem };

const UNKNOWN = 'You asked no such query, or two hundred others since. Ask it again.';

/** Answers past questions again, as files of whoever asked them. */
export function createFiles({
  engine,
  history,
  note,
}: {
  readonly engine: ConsoleEngine;
  readonly history: QueryHistory;
  readonly note: (note: TrailNote) => void;
}): (owner: Owner, queryId: string, format: string, signal: AbortSignal) => Promise<FileOutcome> {
  return async (owner, queryId, format, signal) => {
    if (format !== 'csv' && format !== 'parquet') {
      return { ok: false, code: 'bad_format', message: 'format: must be csv or parquet' };
    }
    const past = await history.get(owner.id, queryId);
    if (!past) return { ok: false, code: 'unknown_query', message: UNKNOWN };
    try {
      const { sql, parameters, back } = fillIn(past.sql, past.parameters ?? {});
      const question = { sql, parameters, signal };
      const whole = { ok: true, truncated: wasTruncated(past) } as const;
      // What is wrong is said instead of a file, as long as none has begun.
      const file =
        format === 'csv'
          ? ({
              ...whole,
              format,
              parts: await begun(placed(itself(engine.ask(question)), back)),
            } as const)
          : ({
              ...whole,
              format,
              bytes: await begun(placed(engine.parquet(question), back)),
            } as const);
      const detail = { format, sql: past.sql.slice(0, 2_000) };
      note({ who: owner.user, act: 'exported', subject: queryId, detail });
      return file;
    } catch (error) {
      return { ok: false, code: 'problem', problem: problemOf(error, past.sql) };
    }
  };
}

const wasTruncated = ({ outcome }: PastQuery) => outcome?.kind === 'end' && outcome.truncated;

/** Without the places in the line before it, which a file has no words for. */
async function* itself(parts: AsyncIterable<AnswerPart>): AsyncGenerator<FilePart> {
  for await (const part of parts) if (part.kind !== 'turn') yield part;
}

/** The same iteration, once its first part is there. */
async function begun<T>(parts: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await parts.next();
  return (async function* () {
    try {
      if (!first.done) yield first.value;
      yield* parts;
    } finally {
      await parts.return(undefined);
    }
  })();
}
