import { useCallback, useEffect, useState } from 'react';
import type { RunList, RunReport } from '@/lib/runs/run-document';
import { afterAnswer, fetchAnswer, type Polled, startPolling } from '../polling';
import { signInAgain } from '../sign-in-again';

const RUNS = '/api/admin/runs';
const WHILE_RUNNING_MS = 1_000;
const OTHERWISE_MS = 5_000;

/** The newest answer of an address, and how to ask at once. */
function usePolled<T>(url: string | null, waitMs: (answer: Polled<T>) => number) {
  const [state, setState] = useState<{ url: string | null; polled: Polled<T> }>({
    url,
    polled: {},
  });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    if (url === null) return;
    return startPolling<T>({
      page: document,
      ask: (signal) => fetchAnswer<T>(url, signal, signInAgain),
      onAnswer: (next) =>
        setState((last) => ({
          url,
          polled: afterAnswer(last.url === url ? last.polled : {}, next),
        })),
      waitMs,
    });
  }, [url, turn, waitMs]);
  const askAgain = useCallback(() => setTurn((last) => last + 1), []);
  return { ...(state.url === url ? state.polled : {}), askAgain };
}

export function useRuns() {
  return usePolled<RunList>(RUNS, runsWaitMs);
}

/** One run; nothing is asked where none is named. */
export function useRun(runId: string | null) {
  return usePolled<RunReport>(runId && `${RUNS}/${encodeURIComponent(runId)}`, runWaitMs);
}

function runsWaitMs({ document: list }: Polled<RunList>): number {
  return list?.runs.some(({ state }) => state === 'running') ? WHILE_RUNNING_MS : OTHERWISE_MS;
}

function runWaitMs({ document: report }: Polled<RunReport>): number {
  return report?.run.state === 'running' ? WHILE_RUNNING_MS : OTHERWISE_MS;
}

/** Asks for a change; answers null where it was made, else what went wrong. */
export async function change(path: string, method: 'POST' | 'DELETE', body?: unknown) {
  try {
    const response = await fetch(RUNS + path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.ok) return null;
    if (response.status === 401) signInAgain();
    const { message }: { message?: string } = await response.json();
    return message ?? `The server answered ${response.status}.`;
  } catch {
    return 'The server did not answer. Is it still running?';
  }
}
