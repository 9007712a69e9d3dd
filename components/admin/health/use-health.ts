import { useEffect, useState } from 'react';
import type { HealthDocument } from '@/lib/monitoring/health-document';
import { afterAnswer, fetchAnswer, type Polled, startPolling } from '../polling';
import { signInAgain } from '../sign-in-again';

const AFTER_A_FAILURE_MS = 5_000;

/** The newest health over a stretch: what was there stays until the next answer. */
export function useHealth(stretch: string): Polled<HealthDocument> & { readonly stale: boolean } {
  const url = `/api/admin/health?stretch=${stretch}`;
  const [state, setState] = useState<{ url: string; polled: Polled<HealthDocument> }>({
    url,
    polled: {},
  });
  useEffect(
    () =>
      startPolling<HealthDocument>({
        page: document,
        ask: (signal) => fetchAnswer<HealthDocument>(url, signal, signInAgain),
        onAnswer: (next) => setState((last) => ({ url, polled: afterAnswer(last.polled, next) })),
        waitMs: ({ document: health }) => health?.refreshMs ?? AFTER_A_FAILURE_MS,
      }),
    [url],
  );
  return { ...state.polled, stale: state.url !== url };
}
