import { useEffect, useState } from 'react';
import type { CatalogDocument, CatalogFill, CatalogSample } from '@/lib/console/catalog-document';
import { fetchAnswer, type Polled } from '../polling';
import { signInAgain } from '../sign-in-again';

/** One answer, asked for once; nothing while there is no address. */
function useAnswer<T>(url: string | null): Polled<T> {
  const [answer, setAnswer] = useState<{ readonly url: string; readonly of: Polled<T> } | null>(
    null,
  );
  useEffect(() => {
    if (url === null) return;
    const leaving = new AbortController();
    void fetchAnswer<T>(url, leaving.signal, signInAgain).then((of) => {
      if (!leaving.signal.aborted) setAnswer({ url, of });
    });
    return () => leaving.abort();
  }, [url]);
  return answer && answer.url === url ? answer.of : {};
}

const CATALOG = '/api/admin/catalog';

export const useCatalog = () => useAnswer<CatalogDocument>(CATALOG);

export const useFill = (relation: string | null) =>
  useAnswer<CatalogFill>(relation && `${CATALOG}/${relation}/fill`);

export const useSample = (relation: string | null) =>
  useAnswer<CatalogSample>(relation && `${CATALOG}/${relation}/sample`);
