import { PRODUCTS, productById } from '@/lib/catalog/catalog';
import { searchProducts, suggest } from '@/lib/catalog/search';
import { wordsOf } from '@/lib/catalog/search/words';
import { searchIndex } from '@/lib/catalog/search-index';
import type { Tile } from '@/lib/shop/tile';
import { type Choice, choiceOf } from './choice';
import { demandFor } from './demand';
import { type Place, type ShownPage, tilesFor } from './shelves';

/** Results further down are looked at less. */
const RESULT_ZIPF = 0.6;
/** As many as the search field offers. */
const SUGGESTIONS = 7;

/**
 * What people type: names and words of things, by how much the things are wanted; now and then a word
 * that is not understood.
 */
export const SEARCH_TERMS: Choice<string> = termChoice();

function termChoice(): Choice<string> {
  const wanted = new Map<string, number>();
  const add = (term: string, weight: number) => wanted.set(term, (wanted.get(term) ?? 0) + weight);
  for (const product of PRODUCTS) {
    const demand = demandFor(product);
    const words = wordsOf(product.name);
    const last = words.at(-1);
    if (last) add(last, 0.6 * demand);
    add(words.join(' '), 0.25 * demand);
    if (last) add(`${product.tone_label.toLowerCase()} ${last}`, 0.1 * demand);
  }
  const all = [...wanted.values()].reduce((sum, weight) => sum + weight, 0);
  for (const term of ['gift', 'sofa bed', 'voucher', 'curtains']) add(term, 0.015 * all);
  return choiceOf([...wanted]);
}

const RESULTS = new Map<string, readonly Tile[]>();
const index = searchIndex();

/** What a term finds, in order; each thing in all its tones, the one asked for first. */
export function resultTiles(term: string): readonly Tile[] {
  let found = RESULTS.get(term);
  if (!found) {
    const ids = searchProducts(index, term).hits.flatMap(({ id, colourways }) => [
      id,
      ...colourways.filter((other) => other !== id),
    ]);
    found = tilesFor(ids.flatMap((id) => productById(id) ?? []));
    RESULTS.set(term, found);
  }
  return found;
}

const RESULT_PLACES = new WeakMap<ShownPage, Choice<Place>>();

/** Results as they are clicked: by their place first, by demand second. */
export function resultPlaces(page: ShownPage): Choice<Place> | null {
  if (!page.places) return null;
  let places = RESULT_PLACES.get(page);
  if (!places) {
    places = choiceOf(
      page.places.items.map((place) => [
        place,
        demandFor(place.product) ** 0.3 * place.position ** -RESULT_ZIPF,
      ]),
    );
    RESULT_PLACES.set(page, places);
  }
  return places;
}

const OFFERED = new Map<string, readonly Place[]>();

/** The products that the search field offers while one types. */
export function offeredFor(typed: string): readonly Place[] {
  let offered = OFFERED.get(typed);
  if (!offered) {
    offered = suggest(index, typed, SUGGESTIONS).flatMap(({ id }, place): Place[] => {
      const product = productById(id);
      return product ? [{ product, element: 'search_suggestion', position: place + 1 }] : [];
    });
    OFFERED.set(typed, offered);
  }
  return offered;
}
