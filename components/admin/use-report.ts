import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { ReportDocument } from '@/lib/analytics/reports/answer';
import type { ReportName, ReportParameters, ReportRow } from '@/lib/analytics/reports/registry';
import { isLive, scopeOf, withValues } from '@/lib/dashboards/scope-query';
import { afterAnswer, fetchAnswer, type Polled, refreshWaitMs, startPolling } from './polling';
import { createSharing } from './sharing';
import { signInAgain } from './sign-in-again';

export type AnswerOf<N extends ReportName> = ReportDocument<ReportParameters<N>, ReportRow<N>>;
export type OwnParameters = Readonly<Record<string, string | number | null>>;

export interface Asked<T> extends Polled<T> {
  /** The document is of another scope than the address now says. */
  readonly stale: boolean;
  /** What is asked. */
  readonly url: string;
}

type AnyAnswer = ReportDocument<unknown, unknown>;
/** Several parts of a page may show the same answer: it is asked for once. */
const listen = createSharing<Polled<AnyAnswer>>();

/**
 * A report over the scope in the address, or over none: what was there stays until the next answer, and is asked for
 * again while its stretch of time goes on.
 */
export function useReport<N extends ReportName>(
  name: N,
  own: OwnParameters = {},
  scoped = true,
): Asked<AnswerOf<N>> {
  const query = useSearchParams();
  const scope = scoped ? scopeOf(query) : new URLSearchParams();
  const url = `/api/admin/reports/${name}?${withValues(scope, own)}`;
  const live = scoped && isLive(query);
  const [state, setState] = useState<{ url: string; polled: Polled<AnswerOf<N>> }>({
    url,
    polled: {},
  });

  useEffect(
    () =>
      listen(
        url,
        (onAnswer) =>
          startPolling<AnyAnswer>({
            page: document,
            ask: (signal) => fetchAnswer<AnyAnswer>(url, signal, signInAgain),
            onAnswer,
            waitMs: ({ document: answer, problem }) =>
              live || problem ? refreshWaitMs(answer?.elapsed_ms ?? 0) : null,
          }),
        (next) =>
          setState((last) => ({
            url,
            polled: afterAnswer(last.polled, next as Polled<AnswerOf<N>>),
          })),
      ),
    [url, live],
  );

  return { ...state.polled, stale: state.url !== url, url };
}
