import { useEffect, useState } from 'react';

interface Problem {
  readonly code: string;
  readonly message: string;
}

/** The newest answer, and why there is no newer one; either may be missing. */
export interface Polled<T> {
  readonly document?: T;
  readonly problem?: Problem;
}

const UNREACHABLE: Problem = {
  code: 'unreachable',
  message: 'The server did not answer. Is it still running?',
};

/**
 * Asks again `everyMs` after each answer while the page is to be seen, at once when it comes back into
 * view. A failure keeps the last answer. Who has been signed out is sent to sign in.
 */
export function usePolled<T>(url: string, initial: Polled<T>, everyMs: number): Polled<T> {
  const [polled, setPolled] = useState(initial);

  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;

    const ask = async () => {
      clearTimeout(timer);
      if (document.hidden || asking) return;
      asking = true;
      const next = await fetchAnswer<T>(url, leaving.signal);
      asking = false;
      if (leaving.signal.aborted) return;
      setPolled((last) => ({ ...last, problem: undefined, ...next }));
      timer = setTimeout(ask, everyMs);
    };

    timer = setTimeout(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      leaving.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [url, everyMs]);

  return polled;
}

async function fetchAnswer<T>(url: string, signal: AbortSignal): Promise<Polled<T>> {
  try {
    const response = await fetch(url, { signal, cache: 'no-store' });
    if (response.status === 401) signInAgain();
    const body = await response.json();
    return response.ok ? { document: body as T } : { problem: body as Problem };
  } catch {
    return { problem: UNREACHABLE };
  }
}

function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/admin/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}
