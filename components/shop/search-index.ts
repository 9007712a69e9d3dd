import type { SearchIndex } from '@/lib/catalog/search';

let loading: Promise<SearchIndex> | undefined;

/** The index, fetched once a document; a failure is not kept. */
export function loadSearchIndex(): Promise<SearchIndex> {
  loading ??= fetchIndex().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchIndex(): Promise<SearchIndex> {
  const response = await fetch('/search-index.json');
  if (!response.ok) throw new Error(`the search index answered ${response.status}`);
  return response.json();
}
