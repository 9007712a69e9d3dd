import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ConsoleQuestion } from '@/lib/console/console-document';
import { signInAgain } from '../sign-in-again';
import { cancelQuery, postQuery } from './console-requests';
import { type QueryRun, type RunView, startQueryRun } from './query-run';

/** Results are large: those of the tabs that were run last are kept. */
const MOST_KEPT = 4;
const DRAW_MS = 200;

/** What was last asked in each tab. */
export function useQueryRuns() {
  const [runs, setRuns] = useState<ReadonlyMap<string, QueryRun>>(new Map());
  const latest = useRef(runs);
  latest.current = runs;

  // Nobody waits for an answer on a page that is left.
  useEffect(
    () => () => {
      for (const run of latest.current.values()) run.cancel();
    },
    [],
  );

  function start(tabId: string, question: ConsoleQuestion, from: number): QueryRun {
    latest.current.get(tabId)?.cancel();
    const run = startQueryRun({
      ...{ question, from, ask: postQuery, cancelOnServer: cancelQuery },
      onSignedOut: signInAgain,
      clock: () => performance.now(),
      later: (call) => setTimeout(call, DRAW_MS),
    });
    setRuns((last) => {
      const others = [...last].filter(([id]) => id !== tabId);
      for (const [, dropped] of others.slice(0, -(MOST_KEPT - 1))) dropped.cancel();
      return new Map([...others.slice(-(MOST_KEPT - 1)), [tabId, run]]);
    });
    return run;
  }

  function drop(tabId: string) {
    latest.current.get(tabId)?.cancel();
    setRuns((last) => new Map([...last].filter(([id]) => id !== tabId)));
  }

  return { runs, start, drop };
}

const never = () => () => undefined;

/** How a run stands, as it goes on. */
export function useRunView(run: QueryRun | undefined): RunView | null {
  const view = () => run?.view() ?? null;
  return useSyncExternalStore(run?.listen ?? never, view, view);
}

/** Of which tabs a query is under way. */
export function useRunning(runs: ReadonlyMap<string, QueryRun>): ReadonlySet<string> {
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const look = () =>
      setRunning((last) => {
        const now = [...runs].flatMap(([id, run]) => (run.view().state === 'running' ? [id] : []));
        return now.length === last.size && now.every((id) => last.has(id)) ? last : new Set(now);
      });
    look();
    const leave = [...runs.values()].map((run) => run.listen(look));
    return () => {
      for (const each of leave) each();
    };
  }, [runs]);
  return running;
}
