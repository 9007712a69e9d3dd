import { useCallback, useEffect, useState } from 'react';
import type { TrailEntry, TrailPage } from '@/lib/trail/trail';
import { fetchAnswer, type Polled } from '../polling';
import { signInAgain } from '../sign-in-again';

interface Loaded extends Polled<TrailPage> {
  readonly url: string;
  readonly entries: readonly TrailEntry[];
}

/** The audit log under a filter, page after page; what was read stays while more is fetched. */
export function useTrail(filter: { readonly who: string | null; readonly act: string | null }) {
  const query = new URLSearchParams();
  if (filter.who) query.set('who', filter.who);
  if (filter.act) query.set('act', filter.act);
  const url = `/api/admin/trail?${query}`;
  const [loaded, setLoaded] = useState<Loaded>({ url, entries: [] });
  const [turn, setTurn] = useState(0);
  const [busy, setBusy] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    const leaving = new AbortController();
    setBusy(true);
    void fetchAnswer<TrailPage>(url, leaving.signal, signInAgain).then((answer) => {
      if (leaving.signal.aborted) return;
      setLoaded({ url, entries: answer.document?.entries ?? [], ...answer });
      setBusy(false);
    });
    return () => leaving.abort();
  }, [url, turn]);

  const next = loaded.document?.next ?? null;
  async function more() {
    if (!next || loaded.url !== url) return;
    setBusy(true);
    const older = `${url}&before=${encodeURIComponent(next)}`;
    const answer = await fetchAnswer<TrailPage>(older, new AbortController().signal, signInAgain);
    setLoaded((last) =>
      last.url !== url
        ? last
        : {
            url,
            entries: [...last.entries, ...(answer.document?.entries ?? [])],
            ...(answer.document ? answer : { document: last.document, problem: answer.problem }),
          },
    );
    setBusy(false);
  }

  const askAgain = useCallback(() => setTurn((last) => last + 1), []);
  const current = loaded.url === url;
  return {
    entries: loaded.entries,
    problem: current ? loaded.problem : undefined,
    ready: loaded.document !== undefined,
    next: current ? next : null,
    busy,
    more,
    askAgain,
  };
}
