import type {
  ConsoleEnd,
  ConsoleLine,
  ConsoleProblem,
  ConsoleQuestion,
} from '@/lib/console/console-document';
import { answerLines } from './answer-lines';
import { createResultRows, type ResultRows } from './result-rows';

export interface RunView {
  readonly state: 'running' | 'done' | 'problem' | 'cancelled';
  readonly question: ConsoleQuestion;
  /** Where the SQL begins in the text of its tab. */
  readonly from: number;
  readonly startedAtMs: number;
  /** From asking to the first row, and to the end, as the page saw it. */
  readonly firstRowMs: number | null;
  readonly tookMs: number | null;
  /** Its place among those who wait for their turn; null where it does not. */
  readonly place: number | null;
  readonly queryId: string | null;
  readonly engine: string | null;
  readonly rows: ResultRows | null;
  /** Rows that came so far. */
  readonly count: number;
  readonly end: ConsoleEnd | null;
  readonly problem: ConsoleProblem | null;
}

export interface QueryRun {
  view(): RunView;
  /** Hears of changes; answers how to hear no more. */
  listen(heard: () => void): () => void;
  cancel(): void;
}

export interface QueryRunOptions {
  readonly question: ConsoleQuestion;
  readonly from: number;
  ask(question: ConsoleQuestion, signal: AbortSignal): Promise<Response>;
  /** Has the server end the query; resolves once it answered, or did not. */
  cancelOnServer(queryId: string): Promise<unknown>;
  onSignedOut(): void;
  readonly clock: () => number;
  /** Calls once, later: rows that pour in are not drawn one piece at a time. */
  readonly later: (call: () => void) => void;
}

const UNREACHABLE = 'The server did not answer. Is it still running?';
const CUT_OFF = 'The answer was cut off. What came of it is below; run it again for the rest.';
const SIGNED_OUT = 'You are signed out. The query is kept in its tab.';

/** Asks one query and keeps what comes of it. */
export function startQueryRun(options: QueryRunOptions): QueryRun {
  const { question, from, clock, later } = options;
  const leaving = new AbortController();
  const listeners = new Set<() => void>();
  const startedAtMs = clock();
  let waiting = false;
  let view: RunView = {
    ...{ state: 'running', question, from, startedAtMs, firstRowMs: null, tookMs: null },
    ...{ place: null, queryId: null, engine: null, rows: null, count: 0, end: null, problem: null },
  };

  const tell = () => {
    for (const heard of listeners) heard();
  };
  const change = (part: Partial<RunView>) => {
    view = { ...view, ...part };
    tell();
  };
  const finish = (state: RunView['state'], part: Partial<RunView>) => {
    if (view.state !== 'running') return;
    change({ ...part, state, count: view.rows?.length ?? 0, tookMs: clock() - startedAtMs });
  };
  const fail = (problem: ConsoleProblem) =>
    finish(problem.code === 'cancelled' ? 'cancelled' : 'problem', { problem });
  const failed = (message: string) => fail({ code: 'failed', message, line: null, column: null });

  function countRows(rows: ResultRows) {
    if (view.count === 0) {
      return change({ count: rows.length, firstRowMs: clock() - startedAtMs });
    }
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      if (view.state === 'running') change({ count: rows.length });
    });
  }

  function take(line: ConsoleLine) {
    // What was cancelled may still be on its way.
    if (view.state !== 'running') return;
    switch (line.kind) {
      case 'begun':
        return change({ queryId: line.query_id, engine: line.engine });
      case 'turn':
        return change({ place: line.place || null });
      case 'columns':
        return change({ rows: createResultRows(line.columns) });
      case 'rows':
        if (!view.rows || line.rows.length === 0) return;
        view.rows.add(line.rows);
        return countRows(view.rows);
      case 'end': {
        const { kind: _, ...end } = line;
        return finish('done', { end });
      }
      case 'problem':
        return fail(line.problem);
      default:
        return line satisfies never;
    }
  }

  async function read(): Promise<void> {
    const response = await options.ask(question, leaving.signal);
    if (response.status === 401) {
      options.onSignedOut();
      return failed(SIGNED_OUT);
    }
    if (!response.ok || !response.body) return fail(await problemOf(response));
    for await (const line of answerLines(response.body)) take(line);
  }

  read().catch(() => failed(view.queryId === null ? UNREACHABLE : CUT_OFF));

  return {
    view: () => view,
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    cancel() {
      if (view.state !== 'running') return;
      finish('cancelled', {});
      if (view.queryId === null) return leaving.abort();
      // In this order: a request that is left ends the query too, and then there is none to cancel.
      options.cancelOnServer(view.queryId).finally(() => leaving.abort());
    },
  };
}

/** What a refused question is refused for, as the route says it. */
async function problemOf(response: Response): Promise<ConsoleProblem> {
  const body: Partial<ConsoleProblem> = await response.json().catch(() => ({}));
  const { code = 'failed', message = `The server answered ${response.status}.` } = body;
  return { code, message, line: body.line ?? null, column: body.column ?? null };
}
