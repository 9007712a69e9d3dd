import type { Clock } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { uuidV7 } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { TrailNote } from '@/lib/trail/trail';
import type { ConsoleLimits, ConsoleLine, ConsoleQuestion, PastQuery } from './console-document';
import type { AnswerPart, ConsoleEngine } from './console-engine';
import { createFiles, type FileOutcome } from './console-file';
import { placed, problemOf } from './console-problem';
import { type BadInput, readQuestion } from './console-question';
import { fillIn } from './named-parameters';
import { createQueryHistory } from './query-history';
import { createSavedQueries, type Owner, type SavedQueries } from './saved-queries';
import { scanUsd } from './scan-price';

export type AskOutcome =
  | { readonly ok: true; readonly lines: AsyncIterable<ConsoleLine> }
  | ({ readonly ok: false; readonly code: 'bad_question' } & BadInput);

/** Where people ask in SQL: their questions, what came of them, and what they keep. */
export interface ConsoleDesk {
  /** The lines of an answer; whoever ends their iteration, or the signal, gives the question up. */
  ask(owner: Owner, given: unknown, signal: AbortSignal): AskOutcome;
  /** False where the owner asks no such question now. */
  cancel(owner: Owner, queryId: string): boolean;
  /** Newest first. */
  history(owner: Owner): Promise<readonly PastQuery[]>;
  readonly saved: SavedQueries;
  /** Answers a past question of the owner again, as a file. */
  file(owner: Owner, queryId: string, format: string, signal: AbortSignal): Promise<FileOutcome>;
  limits(): Promise<ConsoleLimits>;
}

export interface ConsoleDeskOptions {
  readonly engine: ConsoleEngine;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  /** Writes down what people did. */
  readonly note: (note: TrailNote) => void;
}

type Outcome = NonNullable<PastQuery['outcome']>;

/** Who ends the reading of an answer wants no more of it. */
const LEFT = {
  code: 'cancelled',
  message: 'the query was left before its end',
  line: null,
  column: null,
} as const;
/** What the trail keeps of a statement. */
const NOTED_CHARACTERS = 2_000;

export function createConsoleDesk(options: ConsoleDeskOptions): ConsoleDesk {
  const { engine, clock, note } = options;
  const history = createQueryHistory(options);
  const running = new Map<string, { readonly owner: string; readonly stop: AbortController }>();

  async function* lines(
    owner: Owner,
    question: ConsoleQuestion,
    signal: AbortSignal,
  ): AsyncGenerator<ConsoleLine> {
    const askedAtMs = clock();
    const query_id = uuidV7(askedAtMs);
    const stop = new AbortController();
    running.set(query_id, { owner: owner.id, stop });
    const asked = { query_id, askedAtMs, ...question };
    const begun = keep(owner, { ...asked, outcome: null });
    let outcome: Outcome | null = null;
    try {
      yield { kind: 'begun', query_id, engine: engine.name };
      const both = AbortSignal.any([signal, stop.signal]);
      for await (const part of answer(question, both)) {
        if (part.kind !== 'end') {
          yield part;
          continue;
        }
        outcome = { ...part, usd: usdOf(part) };
        yield outcome;
      }
    } catch (error) {
      const problem = problemOf(error, question.sql);
      outcome = { kind: 'problem', problem };
      yield outcome;
    } finally {
      running.delete(query_id);
      const ended: Outcome = outcome ?? { kind: 'problem', problem: LEFT };
      written(owner, asked, ended);
      // In this order, or the beginning would be written over the end.
      void begun.then(() => keep(owner, { ...asked, outcome: ended }));
    }
  }

  async function* answer(question: ConsoleQuestion, signal: AbortSignal) {
    const { sql, parameters, back } = fillIn(question.sql, question.parameters ?? {});
    yield* placed(engine.ask({ sql, parameters, signal }), back);
  }

  async function keep(owner: Owner, query: PastQuery): Promise<void> {
    try {
      await history.put(owner.id, query);
    } catch (error) {
      // Whoever asked has their answer; that it is not found again is said to who runs the server.
      logError('history of queries', error);
    }
  }

  function written(owner: Owner, asked: Omit<PastQuery, 'outcome'>, outcome: Outcome): void {
    const sql = asked.sql.slice(0, NOTED_CHARACTERS);
    const detail =
      outcome.kind === 'end'
        ? { sql, outcome: 'answered', rows: outcome.rows, bytes_scanned: outcome.bytesScanned }
        : { sql, outcome: outcome.problem.code, rows: null, bytes_scanned: null };
    note({ who: owner.user, act: 'queried', subject: asked.query_id, detail });
  }

  const usdOf = ({ bytesScanned }: Extract<AnswerPart, { kind: 'end' }>) =>
    engine.name === 'athena' && bytesScanned !== null ? scanUsd(bytesScanned) : null;

  return {
    ask(owner, given, signal) {
      const read = readQuestion(given);
      if (!read.ok) return { code: 'bad_question', ...read };
      return { ok: true, lines: lines(owner, read.question, signal) };
    },
    cancel(owner, queryId) {
      const one = running.get(queryId);
      if (one?.owner !== owner.id) return false;
      one.stop.abort();
      return true;
    },
    history: ({ id }) => history.list(id),
    saved: createSavedQueries(options),
    file: createFiles({ engine, history, note }),
    limits: () => engine.limits(),
  };
}
