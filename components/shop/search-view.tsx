'use client';

import { type ReactNode, useState } from 'react';
import { ListPlaceContext } from '@/components/tracking/list-place';
import { Button } from '@/components/ui/button';
import { scrubTerm } from '@/lib/events/page-url';
import { shelfPage } from '@/lib/shop/shelf';
import { addressOf, readShelfQuery } from '@/lib/shop/shelf-query';
import { AddressReader } from './address-reader';
import { narrowing, ShelfView } from './shelf-view';
import { type Found, useSearch } from './use-search';
import { VisitorLocale } from './visitor-locale';

interface SearchViewProps {
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  /** The page's PageView, which counts once the term is known. */
  readonly view: ReactNode;
  /** Where to look instead: stands under an empty search, a failed one, and one that found nothing. */
  readonly children: ReactNode;
}

/** The results of `?q=`, which the page itself, being static, never sees. */
export function SearchView({ categories, view, children }: SearchViewProps) {
  const [search, setSearch] = useState<string | null>(null);
  const params = new URLSearchParams(search ?? '');
  const term = (params.get('q') ?? '').trim();
  const query = readShelfQuery(params);
  const { found, failed, retry } = useSearch(term);
  const shown = found && shelfPage(found.tiles, query, { oneEach: true });
  return (
    <>
      <AddressReader onRead={setSearch} />
      {search !== null && (
        <ListPlaceContext
          value={{
            searchTerm: term ? scrubTerm(term) : undefined,
            part: query.page,
            narrowing: narrowing(query),
          }}
        >
          {view}
        </ListPlaceContext>
      )}
      <div className="by-query noscript:hidden">
        <h1 className="font-display text-display" aria-live="polite">
          {titleOf(term, found, failed)}
        </h1>
        {found?.corrected && found.tiles.length > 0 && (
          <p className="mt-3 text-lg text-muted">Taken to mean “{found.corrected}”.</p>
        )}
      </div>
      {failed && (
        <Button className="mt-6" onClick={retry}>
          Try again
        </Button>
      )}
      <noscript>
        <h1 className="font-display text-display">Searching takes JavaScript.</h1>
        <p className="mt-3 text-lg text-muted">
          The shelves do not: everything in the shop stands on one of these.
        </p>
      </noscript>
      {found && shown && found.tiles.length > 0 ? (
        <div className="mt-8">
          <VisitorLocale>
            <ShelfView
              tiles={found.tiles}
              oneEach
              categories={categories.filter(({ id }) =>
                found.tiles.some(({ category }) => category === id),
              )}
              query={query}
              shown={shown}
              hrefOf={(next) => addressOf('/search', next, term)}
              ready
            />
          </VisitorLocale>
        </div>
      ) : (
        <div className={isWaiting(term, search, found, failed) ? 'invisible mt-10' : 'mt-10'}>
          {found && (
            <p className="mb-8 max-w-[48ch] text-lg">
              Fewer words find more, and so does the plain name of a thing: bowl, scarf, radio.
              Tones and materials are known too.
            </p>
          )}
          {children}
        </div>
      )}
    </>
  );
}

function titleOf(term: string, found: Found | null, failed: boolean): string {
  if (!term) return 'What would you like to see?';
  if (failed) return 'The index could not be fetched.';
  if (!found) return `Looking for “${term}”.`;
  const { objects } = found;
  if (objects === 0) return `Nothing is called “${term}”, even here.`;
  return objects === 1 ? `One thing for “${term}”` : `${objects} things for “${term}”`;
}

function isWaiting(
  term: string,
  search: string | null,
  found: Found | null,
  failed: boolean,
): boolean {
  return search !== null && term !== '' && !found && !failed;
}
