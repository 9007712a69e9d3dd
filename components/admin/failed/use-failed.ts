import { useCallback, useEffect, useState } from 'react';
import type {
  FailedDetail,
  FailedListed,
  FailedOverview,
  ReplayOutcome,
} from '@/lib/failed-events/failed-document';
import { fetchAnswer, type Polled } from '../polling';
import { signInAgain } from '../sign-in-again';

const API = '/api/admin/failed-events';

interface Loaded extends Polled<FailedOverview> {
  readonly url: string;
  readonly events: readonly FailedListed[];
}

/** Failed events over a stretch; what was there stays in sight until the next answer. */
export function useFailed(stretch: string, reason: string | null) {
  const query = new URLSearchParams({ stretch, ...(reason && { reason }) });
  const url = `${API}?${query}`;
  const [loaded, setLoaded] = useState<Loaded>({ url, events: [] });
  const [turn, setTurn] = useState(0);
  const [busy, setBusy] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    const leaving = new AbortController();
    setBusy(true);
    void fetchAnswer<FailedOverview>(url, leaving.signal, signInAgain).then((answer) => {
      if (leaving.signal.aborted) return;
      setLoaded((last) => {
        const document = answer.document ?? last.document;
        return {
          url,
          events: answer.document?.events ?? last.events,
          ...(document && { document }),
          ...(answer.problem && { problem: answer.problem }),
        };
      });
      setBusy(false);
    });
    return () => leaving.abort();
  }, [url, turn]);

  async function more() {
    const next = loaded.document?.next;
    if (!next || loaded.url !== url) return;
    setBusy(true);
    const older = `${url}&before=${encodeURIComponent(next)}`;
    const { document, problem } = await fetchAnswer<FailedOverview>(
      older,
      new AbortController().signal,
      signInAgain,
    );
    setLoaded((last) => {
      if (last.url !== url || !last.document) return last;
      if (!document) return { ...last, ...(problem && { problem }) };
      const known = { ...last.document, next: document.next };
      return { url, events: [...last.events, ...document.events], document: known };
    });
    setBusy(false);
  }

  const askAgain = useCallback(() => setTurn((last) => last + 1), []);
  return { ...loaded, stale: loaded.url !== url, busy, more, askAgain };
}

/** One failed event with its bytes. */
export function useFailedOne(ref: string): Polled<FailedDetail> {
  const [answer, setAnswer] = useState<Polled<FailedDetail>>({});
  useEffect(() => {
    const leaving = new AbortController();
    const url = `${API}/event?ref=${encodeURIComponent(ref)}`;
    void fetchAnswer<FailedDetail>(url, leaving.signal, signInAgain).then((next) => {
      if (!leaving.signal.aborted) setAnswer(next);
    });
    return () => leaving.abort();
  }, [ref]);
  return answer;
}

/** What is to be replayed, as the route takes it. */
export interface Selection {
  readonly from_ms: number;
  readonly to_ms: number;
  readonly reason?: string;
  readonly ref?: string;
}

/** Tries or replays; never rejects. */
export async function askReplay(
  selection: Selection,
  dryRun: boolean,
): Promise<Polled<Extract<ReplayOutcome, { ok: true }>>> {
  try {
    const response = await fetch(`${API}/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...selection, dry_run: dryRun }),
    });
    if (response.status === 401) signInAgain();
    const body = await response.json();
    return response.ok ? { document: body } : { problem: body };
  } catch {
    const message =
      'The server did not answer. Look again before you replay: what was delivered is marked.';
    return { problem: { code: 'unreachable', message } };
  }
}
