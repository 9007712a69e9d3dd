'use client';

import { type ReactNode, useState } from 'react';
import { ListPlaceContext } from '@/components/tracking/list-place';
import { shelfPage } from '@/lib/shop/shelf';
import { addressOf, readShelfQuery } from '@/lib/shop/shelf-query';
import type { Tile } from '@/lib/shop/tile';
import { AddressReader } from './address-reader';
import { narrowing, ShelfView } from './shelf-view';

interface ShelfBrowserProps {
  /** Of the page itself. */
  readonly path: string;
  readonly tiles: readonly Tile[];
  /** Categories to choose among; empty where the shelf is one of them. */
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  /** The page's PageView, which counts once the address is known. */
  readonly children: ReactNode;
}

/** A category's or a department's shelf; the address says how it is filtered, sorted and paged. */
export function ShelfBrowser({ path, tiles, categories, children }: ShelfBrowserProps) {
  const [search, setSearch] = useState<string | null>(null);
  const query = readShelfQuery(new URLSearchParams(search ?? ''));
  const shown = shelfPage(tiles, query);
  return (
    <>
      <AddressReader onRead={setSearch} />
      {search !== null && (
        <ListPlaceContext value={{ part: shown.page, narrowing: narrowing(query) }}>
          {children}
        </ListPlaceContext>
      )}
      <ShelfView
        tiles={tiles}
        categories={categories}
        query={query}
        shown={shown}
        hrefOf={(next) => addressOf(path, next)}
        ready={search !== null}
      />
    </>
  );
}
