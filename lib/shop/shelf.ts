import { PRICE_BANDS, type ShelfQuery, type Sort } from './shelf-query';
import { stockState } from './stock';
import { objectOf, type Tile } from './tile';

export const PAGE_SIZE = 24;

/** One page of a shelf. */
export interface ShelfPage {
  readonly tiles: readonly Tile[];
  /** Place of the first tile in the whole list, from 0. */
  readonly start: number;
  /** Tiles on all pages together. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** One option of a filter and how many tiles choosing it would show. */
export interface FacetOption {
  readonly id: string;
  readonly count: number;
}

type Facet = 'tones' | 'categories' | 'prices' | 'rating' | 'inStock' | 'offers';
type Test = (tile: Tile) => boolean;

/** One test a filter; a list of options is met by any of them, different filters only together. */
function testsOf(query: ShelfQuery): Readonly<Record<Facet, Test>> {
  return {
    tones: any(query.tones, ({ tone }) => tone),
    categories: any(query.categories, ({ category }) => category),
    prices: any(query.prices, ({ price_cents }) => bandOf(price_cents)),
    rating: ({ rating }) => averageOf(rating) >= query.rating,
    inStock: ({ stock }) => !query.inStock || stockState(stock) !== 'out',
    offers: ({ compare_at_cents }) => !query.offers || compare_at_cents !== null,
  };
}

function any(chosen: readonly string[], of: (tile: Tile) => string): Test {
  return (tile) => chosen.length === 0 || chosen.includes(of(tile));
}

/** What nobody has rated stands behind everything that somebody has. */
function averageOf(rating: Tile['rating']): number {
  return rating?.average ?? 0;
}

function bandOf(cents: number): string {
  return PRICE_BANDS.find(({ from, below }) => cents >= from && cents < below)?.id ?? '';
}

export function filterTiles(tiles: readonly Tile[], query: ShelfQuery): readonly Tile[] {
  const tests = Object.values(testsOf(query));
  return tiles.filter((tile) => tests.every((test) => test(tile)));
}

/**
 * The options of a filter with their counts: each counts what the other filters leave, so that a
 * second option of the same filter says what it would add.
 */
export function facetOptions(
  tiles: readonly Tile[],
  query: ShelfQuery,
  facet: Facet,
  ids: readonly string[],
  oneEach = false,
): readonly FacetOption[] {
  const others = Object.entries(testsOf(query)).flatMap(([name, test]) =>
    name === facet ? [] : [test],
  );
  const left = tiles.filter((tile) => others.every((test) => test(tile)));
  return ids.map((id) => {
    const alone = testsOf({ ...query, ...optionAlone(facet, id) })[facet];
    const shown = left.filter(alone);
    return { id, count: (oneEach ? oneOfEach(shown) : shown).length };
  });
}

function optionAlone(facet: Facet, id: string): Partial<ShelfQuery> {
  if (facet === 'rating') return { rating: Number(id) };
  return facet === 'inStock' || facet === 'offers' ? { [facet]: true } : { [facet]: [id] };
}

/** In the order asked for; equals keep the shelf's own order. */
export function sortTiles(tiles: readonly Tile[], sort: Sort): readonly Tile[] {
  const compare = ORDERS[sort];
  return compare ? [...tiles].sort(compare) : tiles;
}

const ORDERS: Readonly<Record<Sort, ((a: Tile, b: Tile) => number) | null>> = {
  featured: null,
  popular: (a, b) => a.popularity - b.popularity,
  'price-up': (a, b) => a.price_cents - b.price_cents,
  'price-down': (a, b) => b.price_cents - a.price_cents,
  rating: (a, b) =>
    averageOf(b.rating) - averageOf(a.rating) || (b.rating?.count ?? 0) - (a.rating?.count ?? 0),
  new: (a, b) => b.added_on.localeCompare(a.added_on),
};

/** The asked-for page, or the last one where there are fewer. */
export function pageOfTiles(tiles: readonly Tile[], page: number): ShelfPage {
  const pages = Math.max(1, Math.ceil(tiles.length / PAGE_SIZE));
  const shown = Math.min(page, pages);
  const start = (shown - 1) * PAGE_SIZE;
  return {
    tiles: tiles.slice(start, start + PAGE_SIZE),
    start,
    total: tiles.length,
    page: shown,
    pages,
  };
}

/** Each object once, in the first of its tones that is there. */
export function oneOfEach(tiles: readonly Tile[]): readonly Tile[] {
  const seen = new Set<string>();
  return tiles.filter((tile) => {
    const object = objectOf(tile);
    return !seen.has(object) && seen.add(object);
  });
}

/**
 * `oneEach` is for a list that holds every tone and shows an object once: in its first tone, or in
 * the first that the filters leave.
 */
export function shelfPage(
  tiles: readonly Tile[],
  query: ShelfQuery,
  { oneEach = false } = {},
): ShelfPage {
  const left = filterTiles(tiles, query);
  return pageOfTiles(sortTiles(oneEach ? oneOfEach(left) : left, query.sort), query.page);
}
