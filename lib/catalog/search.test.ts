import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRODUCTS, productById } from './catalog';
import { searchProducts, suggest } from './search';
import { SYNONYMS } from './search/synonyms';
import { editDistance, slipsAllowed } from './search/typos';
import { stem, wordsOf } from './search/words';
import { searchIndex } from './search-index';

const index = searchIndex();
const MAX_INDEX_BYTES = 25_000;

const objectsFound = (query: string) =>
  searchProducts(index, query).hits.map(({ object }) => object);

describe('the index', () => {
  test('survives JSON and stays small', () => {
    const json = JSON.stringify(index);
    expect(JSON.parse(json)).toEqual(index);
    expect(gzipSync(json, { level: 9 }).length).toBeLessThan(MAX_INDEX_BYTES);
  });

  test('has every product once, in an entry of its object', () => {
    const listed = index.entries.flatMap(({ o, t }) =>
      t.map(([tone]) => `${o}-${index.tones[tone]?.id}`),
    );
    expect(listed.sort()).toEqual(PRODUCTS.map(({ id }) => id).sort());
  });
});

describe('searchProducts', () => {
  test('finds an object by its whole name, first', () => {
    for (const { n, o } of index.entries) expect(objectsFound(n)).toContain(o);
    expect(objectsFound('round teapot')[0]).toBe('teapot');
  });

  test('returns hits that say of the product what the catalogue says', () => {
    for (const hit of searchProducts(index, 'scarf plum').hits) {
      const product = productById(hit.id);
      expect(hit).toMatchObject({
        name: product?.name,
        category: product?.category,
        tone: product?.tone,
        tone_label: product?.tone_label,
        price_cents: product?.price_cents,
        picture: product?.picture.small,
      });
    }
  });

  test('shows the tone that was asked for, by its name or by the colour it is', () => {
    expect(searchProducts(index, 'backpack fjord').hits[0]?.id).toBe('backpack-fjord');
    expect(searchProducts(index, 'green backpack').hits[0]?.id).toBe('backpack-sage');
    expect(searchProducts(index, 'backpack').hits[0]?.id).toBe('backpack-clay');
  });

  test('finds beginnings, plurals, categories, departments and materials', () => {
    expect(objectsFound('telesc')).toEqual(['telescope']);
    expect(objectsFound('backpacks')[0]).toBe('backpack');
    expect(objectsFound('sock')).toContain('socks');
    expect(objectsFound('luggage')).toContain('suitcase');
    expect(objectsFound('wardrobe')).toContain('coat');
    expect(objectsFound('lambswool')).toContain('scarf');
  });

  test('forgives slips in long words only, and says what it understood', () => {
    expect(searchProducts(index, 'teapto')).toMatchObject({ corrected: 'teapot' });
    expect(objectsFound('teapto')[0]).toBe('teapot');
    expect(searchProducts(index, 'hedphoens')).toMatchObject({ corrected: 'headphones' });
    expect(objectsFound('hedphoens')).toEqual(['headphones']);
    expect(searchProducts(index, 'teapot').corrected).toBeNull();
    expect(searchProducts(index, 'xqz')).toEqual({ hits: [], corrected: null });
  });

  test('has synonyms that lead to something, and to nothing that is not sold', () => {
    for (const [word, meant] of Object.entries(SYNONYMS)) {
      expect(objectsFound(word), word).not.toEqual([]);
      for (const one of meant.split(' ')) {
        expect(searchProducts(index, one), one).toMatchObject({ corrected: null });
        expect(objectsFound(one), one).not.toEqual([]);
      }
    }
  });

  test('knows other words for things', () => {
    expect(objectsFound('mug')).toContain('coffee-cup');
    expect(objectsFound('rucksack')[0]).toBe('backpack');
    expect(objectsFound('brolly')[0]).toBe('umbrella');
  });

  test('narrows with every word, and falls back where no object has all', () => {
    expect(objectsFound('leather purse')[0]).toBe('coin-purse');
    expect(objectsFound('teapot zzzz')).toEqual(['teapot']);
    expect(objectsFound('')).toEqual([]);
    expect(objectsFound('the of')).toEqual([]);
  });

  test('shows the tone that was asked for, also while it is typed, and says it', () => {
    expect(searchProducts(index, 'sage mug').hits.map(({ tone }) => tone)).toContain('sage');
    expect(searchProducts(index, 'sage teapot').hits[0]?.id).toBe('teapot-sage');
    expect(searchProducts(index, 'teapot sag').hits[0]?.id).toBe('teapot-sage');
    expect(suggest(index, 'sage teap', 3)).toContainEqual({
      kind: 'product',
      id: 'teapot-sage',
      text: 'Round teapot, Sage',
    });
  });

  test('answers anything, the same each time, every object once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (query) => {
        const { hits } = searchProducts(index, query);
        expect(new Set(hits.map(({ object }) => object)).size).toBe(hits.length);
        expect(searchProducts(structuredClone(index), query).hits).toEqual(hits);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('suggest', () => {
  test('offers categories and objects that begin so, no more than asked for', () => {
    expect(suggest(index, 'tea', 5)[0]).toEqual({
      kind: 'category',
      id: 'tea-and-coffee',
      text: 'Tea and coffee',
    });
    expect(suggest(index, 'tea', 5)).toContainEqual({
      kind: 'product',
      id: 'teapot-clay',
      text: 'Round teapot',
    });
    expect(suggest(index, 's', 3).length).toBeLessThanOrEqual(3);
    expect(suggest(index, '  ', 5)).toEqual([]);
  });
});

describe('words and slips', () => {
  test('are compared without case, accents and number', () => {
    expect(wordsOf('The Café-table, for 2')).toEqual(['cafe', 'table', '2']);
    expect(['boxes', 'berries', 'glass', 'glasses', 'cups', 'bus'].map(stem)).toEqual([
      'box',
      'berry',
      'glass',
      'glass',
      'cup',
      'bus',
    ]);
  });

  test('count a swap of neighbours once', () => {
    expect(editDistance('teapot', 'teapto', 2)).toBe(1);
    expect(editDistance('scarf', 'scarfs', 2)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect([3, 4, 7, 8].map(slipsAllowed)).toEqual([0, 1, 1, 2]);
  });
});
