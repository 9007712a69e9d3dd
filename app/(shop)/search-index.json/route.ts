import { searchIndex } from '@/lib/catalog/search-index';

/** What the search field works on, fetched when it is first used. */
export const dynamic = 'force-static';

export function GET(): Response {
  return Response.json(searchIndex());
}
