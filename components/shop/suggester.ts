import { type Suggestion, suggest } from '@/lib/catalog/search';
import { loadSearchIndex } from './search-index';

const OFFERED = 7;

/** Index and search code together, fetched when somebody enters the search field. */
export async function loadSuggester(): Promise<(typed: string) => readonly Suggestion[]> {
  const index = await loadSearchIndex();
  return (typed) => suggest(index, typed, OFFERED);
}
