import { describe, expect, test } from 'vitest';
import { facetOptions, filterTiles, PAGE_SIZE, pageOfTiles, shelfPage, sortTiles } from './shelf';
import { type ShelfQuery, WHOLE_SHELF } from './shelf-query';
import type { Tile } from './tile';

function tile(id: string, change: Partial<Tile> = {}): Tile {
  return {
    id,
    name: id,
    tone: 'clay',
    tone_label: 'Clay',
    department: 'table',
    category: 'cookware',
    price_cents: 3000,
    compare_at_cents: null,
    rating: { average: 4.2, count: 10 },
    stock: 40,
    badges: [],
    popularity: 1,
    added_on: '2025-01-01',
    picture: { small: '/s.webp', large: '/l.webp' },
    tones: 1,
    ...change,
  };
}

const BOWL = tile('bowl', { price_cents: 1999, popularity: 3, added_on: '2026-03-01' });
const POT = tile('pot', { tone: 'sage', price_cents: 2000, compare_at_cents: 2600, popularity: 1 });
const VASE = tile('vase', { tone: 'sage', price_cents: 20_000, rating: null, popularity: 2 });
const JUG = tile('jug', { category: 'pantry', stock: 0, rating: { average: 4.2, count: 90 } });
const SHELF = [BOWL, POT, VASE, JUG];

const ids = (tiles: readonly Tile[]) => tiles.map(({ id }) => id);
const query = (change: Partial<ShelfQuery>): ShelfQuery => ({ ...WHOLE_SHELF, ...change });

describe('filtering', () => {
  test('by nothing leaves the shelf as it is', () => {
    expect(filterTiles(SHELF, WHOLE_SHELF)).toEqual(SHELF);
  });

  test.each<[string, Partial<ShelfQuery>, string[]]>([
    ['one tone', { tones: ['sage'] }, ['pot', 'vase']],
    ['either of two tones', { tones: ['sage', 'clay'] }, ['bowl', 'pot', 'vase', 'jug']],
    ['a category', { categories: ['pantry'] }, ['jug']],
    ['a price, whose upper end is the next one’s', { prices: ['to-20'] }, ['bowl']],
    ['two prices', { prices: ['to-20', 'from-200'] }, ['bowl', 'vase']],
    ['stars, which the unrated have none of', { rating: 4 }, ['bowl', 'pot', 'jug']],
    ['stock', { inStock: true }, ['bowl', 'pot', 'vase']],
    ['offers', { offers: true }, ['pot']],
    ['two filters, which both must hold', { tones: ['sage'], rating: 4 }, ['pot']],
    ['what is nowhere', { tones: ['plum'] }, []],
  ])('by %s', (_, change, left) => {
    expect(ids(filterTiles(SHELF, query(change)))).toEqual(left);
  });
});

describe('counts of options', () => {
  test('say what each option would show beside the other filters', () => {
    const asked = query({ inStock: true });
    expect(facetOptions(SHELF, asked, 'tones', ['clay', 'sage', 'plum'])).toEqual([
      { id: 'clay', count: 1 },
      { id: 'sage', count: 2 },
      { id: 'plum', count: 0 },
    ]);
  });

  test('are not lowered by what is chosen in the same filter', () => {
    const asked = query({ tones: ['sage'] });
    expect(facetOptions(SHELF, asked, 'tones', ['clay'])).toEqual([{ id: 'clay', count: 2 }]);
  });

  test('agree with the shelf that choosing the option gives', () => {
    const asked = query({ prices: ['20-50'] });
    const one = (facet: 'rating' | 'inStock' | 'offers', id: string) =>
      facetOptions(SHELF, asked, facet, [id])[0]?.count;
    expect(one('rating', '4')).toBe(filterTiles(SHELF, { ...asked, rating: 4 }).length);
    expect(one('inStock', '1')).toBe(filterTiles(SHELF, { ...asked, inStock: true }).length);
    expect(one('offers', '1')).toBe(filterTiles(SHELF, { ...asked, offers: true }).length);
  });
});

describe('sorting', () => {
  test.each([
    ['featured', ['bowl', 'pot', 'vase', 'jug']],
    ['price-up', ['bowl', 'pot', 'jug', 'vase']],
    ['price-down', ['vase', 'jug', 'pot', 'bowl']],
    ['rating', ['jug', 'bowl', 'pot', 'vase']],
    ['new', ['bowl', 'pot', 'vase', 'jug']],
    ['popular', ['pot', 'jug', 'vase', 'bowl']],
  ] as const)('by %s', (sort, order) => {
    expect(ids(sortTiles(SHELF, sort))).toEqual(order);
  });
});

describe('paging', () => {
  const MANY = Array.from({ length: PAGE_SIZE * 2 + 1 }, (_, index) => tile(`t${index}`));

  test('shows what is left on the last page, and counts on', () => {
    const last = pageOfTiles(MANY, 3);
    expect(last).toMatchObject({ start: PAGE_SIZE * 2, total: MANY.length, page: 3, pages: 3 });
    expect(ids(last.tiles)).toEqual([`t${PAGE_SIZE * 2}`]);
  });

  test('past the end shows the last page, and an empty shelf is one page', () => {
    expect(pageOfTiles(MANY, 9).page).toBe(3);
    expect(pageOfTiles([], 1)).toEqual({ tiles: [], start: 0, total: 0, page: 1, pages: 1 });
  });

  test('counts what the filters leave', () => {
    expect(shelfPage(SHELF, query({ tones: ['sage'], sort: 'price-down' }))).toMatchObject({
      tiles: [VASE, POT],
      total: 2,
    });
  });
});

describe('a list of every tone that shows an object once', () => {
  const mug = tile('mug-clay');
  const sageMug = tile('mug-sage', { tone: 'sage' });
  const tones = [mug, sageMug, tile('vase-sage', { tone: 'sage' })];

  test('shows it in its first tone, or in the one that the filters leave', () => {
    const shown = (change: Partial<ShelfQuery>) =>
      ids(shelfPage(tones, query(change), { oneEach: true }).tiles);
    expect(shown({})).toEqual(['mug-clay', 'vase-sage']);
    expect(shown({ tones: ['sage'] })).toEqual(['mug-sage', 'vase-sage']);
  });

  test('counts objects', () => {
    const counts = facetOptions(tones, WHOLE_SHELF, 'prices', ['20-50'], true);
    expect(counts).toEqual([{ id: '20-50', count: 2 }]);
  });
});
