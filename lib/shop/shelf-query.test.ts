import { describe, expect, test } from 'vitest';
import {
  addressOf,
  countFilters,
  PRICE_BANDS,
  readShelfQuery,
  type ShelfQuery,
  WHOLE_SHELF,
  withoutFilters,
  writeShelfQuery,
} from './shelf-query';

const read = (search: string) => readShelfQuery(new URLSearchParams(search));

const FULL: ShelfQuery = {
  tones: ['sage', 'fjord'],
  categories: ['pantry'],
  prices: ['20-50', 'from-200'],
  rating: 4,
  inStock: true,
  offers: true,
  sort: 'price-up',
  page: 3,
};

describe('a shelf’s address', () => {
  test('is the bare path for the whole shelf', () => {
    expect(addressOf('/category/table', WHOLE_SHELF)).toBe('/category/table');
  });

  test('holds everything that was asked, and gives it back', () => {
    const search = writeShelfQuery(FULL);
    expect(search).toContain('tone=sage,fjord');
    expect(read(search)).toEqual(FULL);
  });

  test('of a search keeps its term, whatever is in it', () => {
    const address = addressOf('/search', FULL, 'tea & toast');
    expect(new URL(address, 'http://shop').searchParams.get('q')).toBe('tea & toast');
  });

  test.each([
    'page=0',
    'page=-2',
    'page=1.5',
    'page=many',
    'sort=dearest',
    'price=free',
    'rating=9',
    'stock=yes',
    'tone=%3Cscript%3E',
    'tone=,,',
  ])('that says %s says nothing', (search) => {
    expect(read(search)).toEqual(WHOLE_SHELF);
  });

  test('that names a thing twice means it once', () => {
    expect(read('tone=sage,sage').tones).toEqual(['sage']);
  });
});

test('filters are counted one by one, sorting and paging are none', () => {
  expect(countFilters(FULL)).toBe(8);
  expect(countFilters({ ...WHOLE_SHELF, sort: 'new', page: 2 })).toBe(0);
});

test('without its filters a shelf keeps its order and starts at its first page', () => {
  expect(withoutFilters(FULL)).toEqual({ ...WHOLE_SHELF, sort: 'price-up' });
});

test('every price is in exactly one band', () => {
  for (const cents of [0, 1999, 2000, 4999, 5000, 9999, 10_000, 19_999, 20_000, 9_999_999]) {
    const bands = PRICE_BANDS.filter(({ from, below }) => cents >= from && cents < below);
    expect(bands, String(cents)).toHaveLength(1);
  }
});
