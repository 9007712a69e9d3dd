'use client';

import { type ReactNode, startTransition, useCallback, useState } from 'react';
import { ListPlaceContext } from '@/components/tracking/list-place';
import { shelfPage } from '@/lib/shop/shelf';
import { readShelfAddress, shelfAddress } from '@/lib/shop/shelf-address';
import type { ShelfQuery } from '@/lib/shop/shelf-query';
import type { Tile } from '@/lib/shop/tile';
import { AddressReader } from './address-reader';
import { narrowing, ShelfView } from './shelf-view';

interface ShelfBrowserProps {
  /** Of the shelf's first page. */
  readonly path: string;
  /** What the page's own path says, before the address has been read. */
  readonly own: ShelfQuery;
  readonly tiles: readonly Tile[];
  /** Categories to choose among; empty where the shelf is one of them. */
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  /** The page's PageView, which counts once the address is known. */
  readonly children: ReactNode;
}

/** A category's or a department's shelf; the address says how it is filtered, sorted and paged. */
export function ShelfBrowser({ path, own, tiles, categories, children }: ShelfBrowserProps) {
  const [asked, setAsked] = useState<ShelfQuery | null>(null);
  const read = useCallback((search: string, pathname: string) => {
    const set = () => setAsked(readShelfAddress(pathname, search));
    // Without a query the page shows what it did before, and may draw it in slices.
    if (search) set();
    else startTransition(set);
  }, []);
  const query = asked ?? own;
  const shown = shelfPage(tiles, query);
  return (
    <>
      <AddressReader onRead={read} />
      {asked && (
        <ListPlaceContext value={{ part: shown.page, narrowing: narrowing(query) }}>
          {children}
        </ListPlaceContext>
      )}
      <ShelfView
        tiles={tiles}
        categories={categories}
        query={query}
        shown={shown}
        hrefOf={(next) => shelfAddress(path, next)}
        ready={asked !== null}
      />
    </>
  );
}
