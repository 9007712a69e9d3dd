'use client';

import { memo, useRef, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import type { ShelfPage } from '@/lib/shop/shelf';
import {
  countFilters,
  type ShelfQuery,
  SORTS,
  type Sort,
  withoutFilters,
  writeShelfQuery,
} from '@/lib/shop/shelf-query';
import { objectOf, type Tile } from '@/lib/shop/tile';
import { FilterChips } from './filter-chips';
import { FilterSheet } from './filter-sheet';
import { mark } from './mark';
import { ProductTile } from './product-tile';
import { ShelfFilters } from './shelf-filters';
import { ShelfPaging } from './shelf-paging';

export interface ShelfViewProps {
  /** Everything there is to filter. */
  readonly tiles: readonly Tile[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly query: ShelfQuery;
  readonly shown: ShelfPage;
  /** Where a query lives, as an address relative to the page. */
  hrefOf(query: ShelfQuery): string;
  /** Until the page has hydrated nobody hears the filters. */
  readonly ready: boolean;
  /** Whether `tiles` holds every tone of an object that is shown once. */
  readonly oneEach?: boolean;
}

/** What narrows and orders a shelf, as text: with the page aside, since paging is a view. */
export function narrowing(query: ShelfQuery): string {
  return writeShelfQuery({ ...query, page: 1 });
}

/** Filters beside the shelf, on phones in a sheet; then the tiles, 24 a page. */
export function ShelfView(props: ShelfViewProps) {
  const { tiles, categories, query, shown, hrefOf, ready, oneEach } = props;
  const count = useRef<HTMLParagraphElement>(null);
  const [sheet, setSheet] = useState(false);
  const filters = countFilters(query);
  // Next hears native history calls: the address changes and nothing is asked of the server.
  const show = (next: ShelfQuery) => window.history.pushState(null, '', hrefOf(next));
  const narrow = (change: Partial<ShelfQuery>) => show({ ...query, ...change, page: 1 });
  const choices = { tiles, categories, query, ready, oneEach, onChange: narrow };

  return (
    <div className="by-query grid gap-x-10 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <div className="noscript:hidden max-lg:hidden">
        <h2 className="sr-only">Filters</h2>
        <ShelfFilters {...choices} />
      </div>
      <div>
        <div className="flex min-h-13 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-y py-1">
          <button
            type="button"
            {...mark('filter_open')}
            disabled={!ready}
            className="inline-flex noscript:hidden min-h-[44px] items-center gap-2 font-medium lg:hidden"
            onClick={() => setSheet(true)}
          >
            <Icon name="filter" />
            Filters{filters > 0 && ` (${filters})`}
          </button>
          <p
            ref={count}
            role="status"
            tabIndex={-1}
            className="text-muted outline-none max-lg:order-last max-lg:w-full max-lg:pb-1"
          >
            {countWords(shown)}
          </p>
          <label className="inline-flex noscript:hidden items-center gap-2">
            <span className="text-muted max-sm:sr-only">Sort</span>
            <select
              {...mark('sort')}
              value={query.sort}
              disabled={!ready}
              onChange={(event) => narrow({ sort: event.target.value as Sort })}
              className="min-h-[44px] max-w-[12.5rem] bg-paper font-medium"
            >
              {SORTS.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
        {filters > 0 && <FilterChips {...choices} />}
        {shown.total === 0 ? (
          <div className="py-16">
            <p className="max-w-[24ch] font-display text-title lg:text-[2.25rem]">
              Nothing here is all of that at once.
            </p>
            <button
              type="button"
              {...mark('filter_clear')}
              className={`${buttonClass({ look: 'outline' })} mt-6`}
              onClick={() => show(withoutFilters(query))}
            >
              Take the filters off
            </button>
          </div>
        ) : (
          <ShelfGrid
            shown={shown}
            lead={filters === 0 && query.sort === 'featured'}
            family={oneEach ? (tile) => tiles.filter(isSameObject(tile)) : undefined}
          />
        )}
        <ShelfPaging
          page={shown.page}
          pages={shown.pages}
          hrefOf={(page) => hrefOf({ ...query, page })}
          onPage={(page) => {
            show({ ...query, page });
            count.current?.focus({ preventScroll: true });
            count.current?.scrollIntoView();
          }}
        />
      </div>
      <FilterSheet {...choices} open={sheet} total={shown.total} onClose={() => setSheet(false)} />
    </div>
  );
}

/** Enough tiles that the first one may be twice as large without leaving holes below. */
const LEAD_FROM = 5;

interface ShelfGridProps {
  readonly shown: ShelfPage;
  readonly lead: boolean;
  /** All tones of what a tile shows, where the tile stands for them all. */
  family?(tile: Tile): readonly Tile[];
}

function ShelfGrid({ shown, lead, family }: ShelfGridProps) {
  const large = lead && shown.page === 1 && shown.tiles.length >= LEAD_FROM;
  return (
    <ul className="mt-6 grid grid-cols-[repeat(auto-fill,minmax(max(8.5rem,40%),1fr))] gap-x-4 gap-y-10 lg:grid-cols-3 lg:gap-x-6 lg:gap-y-12 2xl:grid-cols-4">
      {shown.tiles.map((tile, index) => (
        <li
          key={tile.id}
          className={large && index === 0 ? 'col-span-full lg:col-span-2 lg:row-span-2' : ''}
        >
          <ShelfTile
            tile={tile}
            position={shown.start + index + 1}
            family={family?.(tile)}
            lead={large && index === 0}
            eager={index === 0}
            sizes={
              large && index === 0
                ? '(min-width: 90rem) 560px, (min-width: 64rem) 42vw, 88vw'
                : '(min-width: 90rem) 300px, (min-width: 64rem) 24vw, 42vw'
            }
          />
        </li>
      ))}
    </ul>
  );
}

/** Drawn once more only where it changes: the whole shelf is when its address has been read. */
const ShelfTile = memo(ProductTile);

function isSameObject(tile: Tile): (other: Tile) => boolean {
  return (other) => objectOf(other) === objectOf(tile);
}

function countWords({ total, pages, start, tiles }: ShelfPage): string {
  const things = total === 1 ? 'One thing' : `${total} things`;
  return pages > 1 ? `${things}, ${start + 1} to ${start + tiles.length} of them here` : things;
}
