import { pageUrl } from '@/lib/events/page-url';
import { shelfAddress } from '@/lib/shop/shelf-address';
import { addressOf as searchAddress, WHOLE_SHELF } from '@/lib/shop/shelf-query';
import type { Tile } from '@/lib/shop/tile';
import { type Choice, choiceOf } from './choice';
import { type Kind, NAVIGATION, type Scene, TO_FILLED_CART } from './journey';
import type { Persona } from './personas';
import { resultTiles } from './searching';
import { type ShownPage, shelfTiles, tilesOn } from './shelves';

/** The products of a shelf or of a search, before they are narrowed. */
export function tilesOf({ shelf, term }: Scene): readonly Tile[] | null {
  if (shelf) return shelfTiles(shelf);
  return term === null ? null : resultTiles(term);
}

/** By the scene itself for whole shelves, which are shared, else by address. */
const SHELVES = new Map<Scene, ShownPage | null>();
const PAGES = new Map<string, ShownPage>();

export function listOf(scene: Scene): ShownPage | null {
  const { query, path, term, shelf } = scene;
  if (shelf === null && term === null) return null;
  const whole = shelf !== null && query === WHOLE_SHELF;
  let page = whole ? SHELVES.get(scene) : undefined;
  if (page !== undefined) return page;
  const list = tilesOf(scene) ?? [];
  if (query.sort !== 'featured' || query.tones.length + query.prices.length > 0) {
    return tilesOn(list, query, term !== null);
  }
  const key = `${path} ${term} ${query.page}`;
  page = PAGES.get(key);
  if (!page) {
    page = tilesOn(list, query, term !== null);
    PAGES.set(key, page);
  }
  if (whole) SHELVES.set(scene, page);
  return page;
}

const WAYS = new Map<Persona, Map<Kind, Choice<Kind>>>();
const WAYS_WITH_CART = new Map<Persona, Map<Kind, Choice<Kind>>>();

export function waysFrom(kind: Kind, persona: Persona, withCart: boolean): Choice<Kind> {
  const all = withCart ? WAYS_WITH_CART : WAYS;
  let own = all.get(persona);
  if (!own) {
    own = new Map();
    all.set(persona, own);
  }
  let ways = own.get(kind);
  if (!ways) {
    const weights = NAVIGATION[kind].map(
      ([next, weight]) => [next, next === 'search' ? weight * persona.search : weight] as const,
    );
    const cart = kind === 'product' && withCart ? ([['cart', TO_FILLED_CART]] as const) : [];
    ways = choiceOf<Kind>([...weights, ...cart]);
    own.set(kind, ways);
  }
  return ways;
}

const ADDRESSES = new Map<string, string>();

/** A page's address as the collector writes it. */
export function addressOf({ path, shelf, term, query }: Scene, campaign: string): string {
  if (term === null && query === WHOLE_SHELF && campaign === '') return path;
  const page =
    term !== null
      ? searchAddress(path, query, term)
      : shelf !== null
        ? shelfAddress(path, query)
        : path;
  const key = campaign ? `${page}${page.includes('?') ? '&' : '?'}${campaign}` : page;
  let address = ADDRESSES.get(key);
  if (address === undefined) {
    address = pageUrl(key) ?? path;
    ADDRESSES.set(key, address);
  }
  return address;
}
