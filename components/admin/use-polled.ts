import { useEffect, useState } from 'react';
import { afterAnswer, fetchAnswer, type Polled, startPolling } from './polling';

/** A report, asked again and again; who has been signed out is sent to sign in. */
export function usePolled<T>(url: string, initial: Polled<T>, everyMs: number): Polled<T> {
  const [polled, setPolled] = useState(initial);

  useEffect(
    () =>
      startPolling<T>({
        everyMs,
        page: document,
        ask: (signal) => fetchAnswer<T>(url, signal, signInAgain),
        onAnswer: (next) => setPolled((last) => afterAnswer(last, next)),
      }),
    [url, everyMs],
  );

  return polled;
}

function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/admin/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}
