/** What narrows and orders a shelf; the address holds it and nothing else does. */
export interface ShelfQuery {
  readonly tones: readonly string[];
  readonly categories: readonly string[];
  /** Ids of PRICE_BANDS. */
  readonly prices: readonly string[];
  /** Lowest average of stars; 0 for any. */
  readonly rating: number;
  readonly inStock: boolean;
  readonly offers: boolean;
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
}

export const SORTS = [
  { id: 'featured', label: 'As on the shelf' },
  { id: 'popular', label: 'Most looked at' },
  { id: 'price-up', label: 'Price, low to high' },
  { id: 'price-down', label: 'Price, high to low' },
  { id: 'rating', label: 'Best rated' },
  { id: 'new', label: 'Newest' },
] as const;
export type Sort = (typeof SORTS)[number]['id'];

/** `below` is exclusive, so that a price is in one band only. */
export const PRICE_BANDS = [
  { id: 'to-20', label: 'Under €20', from: 0, below: 2000 },
  { id: '20-50', label: '€20 to €50', from: 2000, below: 5000 },
  { id: '50-100', label: '€50 to €100', from: 5000, below: 10_000 },
  { id: '100-200', label: '€100 to €200', from: 10_000, below: 20_000 },
  { id: 'from-200', label: '€200 and more', from: 20_000, below: Number.POSITIVE_INFINITY },
] as const;

export const RATINGS = [4, 3] as const;

export const WHOLE_SHELF: ShelfQuery = {
  tones: [],
  categories: [],
  prices: [],
  rating: 0,
  inStock: false,
  offers: false,
  sort: 'featured',
  page: 1,
};

const LISTS = { tone: 'tones', category: 'categories', price: 'prices' } as const;

/** Reads the query of an address; what it does not know it leaves out. */
export function readShelfQuery(params: Pick<URLSearchParams, 'get'>): ShelfQuery {
  const list = (name: string) => [
    ...new Set((params.get(name) ?? '').split(',').filter((value) => /^[\w-]+$/.test(value))),
  ];
  const page = Number(params.get('page'));
  const rating = Number(params.get('rating'));
  return {
    tones: list('tone'),
    categories: list('category'),
    prices: list('price').filter((id) => PRICE_BANDS.some((band) => band.id === id)),
    rating: RATINGS.find((known) => known === rating) ?? 0,
    inStock: params.get('stock') === '1',
    offers: params.get('offer') === '1',
    sort: SORTS.find(({ id }) => id === params.get('sort'))?.id ?? 'featured',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The query as an address holds it, without its `?`; empty for the whole shelf. `term` is a search's. */
export function writeShelfQuery(query: ShelfQuery, term = ''): string {
  const params = new URLSearchParams();
  if (term) params.set('q', term);
  for (const [name, key] of Object.entries(LISTS)) {
    if (query[key].length > 0) params.set(name, query[key].join(','));
  }
  if (query.rating > 0) params.set('rating', String(query.rating));
  if (query.inStock) params.set('stock', '1');
  if (query.offers) params.set('offer', '1');
  if (query.sort !== 'featured') params.set('sort', query.sort);
  if (query.page > 1) params.set('page', String(query.page));
  // A comma needs no escape, and an address with commas can be read.
  return params.toString().replaceAll('%2C', ',');
}

/** Where a query lives. */
export function addressOf(path: string, query: ShelfQuery, term = ''): string {
  const search = writeShelfQuery(query, term);
  return search ? `${path}?${search}` : path;
}

/** How many filters are on. */
export function countFilters(query: ShelfQuery): number {
  const { tones, categories, prices, rating, inStock, offers } = query;
  const single = [rating > 0, inStock, offers].filter(Boolean).length;
  return tones.length + categories.length + prices.length + single;
}

/** The same order, nothing filtered, the first page. */
export function withoutFilters(query: ShelfQuery): ShelfQuery {
  return { ...WHOLE_SHELF, sort: query.sort };
}
