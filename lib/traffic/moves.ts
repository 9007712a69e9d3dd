import type { Product } from '@/lib/catalog/product';
import type { DeviceType } from '@/lib/events/vocabulary';
import { type Choice, draw } from './choice';
import {
  type Click,
  cartScene,
  checkoutScene,
  homeScene,
  INFO_PAGES,
  infoScene,
  type Move,
  productScene,
  REVISIT,
  type Scene,
  SWITCH_CATEGORY,
  searchScene,
  shelfScene,
} from './journey';
import { offeredFor, resultPlaces, SEARCH_TERMS } from './searching';
import {
  CATEGORY_CHOICE,
  DEPARTMENT_CHOICE,
  departmentOfShelf,
  type Place,
  type ShownPage,
  SIBLINGS,
} from './shelves';
import { FRONT_PLACES, relatedPlaces, tonePlaces } from './storefront';
import type { Stream } from './stream';

/** What the browser keeps of a shopper from visit to visit. */
export interface Kept {
  cart: { product: Product; quantity: number }[];
  /** Products looked at, the latest first. */
  recent: Product[];
  wishes: Product[];
}

/** Where somebody stands when deciding how to move on. */
export interface Standpoint {
  readonly scene: Scene;
  /** The page before, where a step back leads. */
  readonly before: Scene | undefined;
  /** Of a shelf or of results. */
  readonly shown: ShownPage | null;
  readonly kept: Kept;
  readonly device: DeviceType;
  /** Whether the notice after adding is still there. */
  readonly noticed: boolean;
}

/** As many as the rail of what was looked at shows. */
const RECENT_SHOWN = 8;

/**
 * The way to a page of this kind that is not the one being looked at. Every way taken here is one that
 * the shop has: the same elements, in the same order.
 */
export function moveTo(next: Scene['kind'], from: Standpoint, stream: Stream): Move {
  for (;;) {
    const move = wayTo(next, from, stream);
    const { path, term, query } = move.scene;
    const { scene } = from;
    if (path !== scene.path || term !== scene.term || query !== scene.query) return move;
  }
}

function wayTo(next: Scene['kind'], from: Standpoint, stream: Stream): Move {
  switch (next) {
    case 'home':
      return toHome(from, stream);
    case 'category':
      return toShelf(from, stream);
    case 'search':
      return toSearch(from, stream);
    case 'product':
      return toProduct(from, stream);
    case 'cart':
      return toCart(from, stream);
    case 'info':
      return toInfo(from, stream);
    case 'checkout':
      return clicked(checkoutScene, { element: 'checkout_start' });
    default:
      throw new RangeError(`nobody walks to ${next}`);
  }
}

function clicked(scene: Scene, ...clicks: Click[]): Move {
  return { clicks, scene, arrival: 'click' };
}

function stepBack(scene: Scene): Move {
  return { clicks: [], scene, arrival: 'back' };
}

function toPlace({ product, element, position }: Place, typed?: string): Move {
  return clicked(productScene(product), { element, position, product, typed });
}

function toHome({ scene, before }: Standpoint, stream: Stream): Move {
  if (before?.kind === 'home' && stream.chance(0.35)) return stepBack(before);
  const leads = scene.kind === 'cart' || scene.kind === 'confirm';
  const element = leads && stream.chance(0.4) ? 'continue_shopping' : 'nav_home';
  return clicked(homeScene, { element });
}

function toShelf(from: Standpoint, stream: Stream): Move {
  const { scene, before, shown } = from;
  if (scene.kind === 'category' && scene.shelf) {
    if (shown && shown.pages > scene.query.page && stream.chance(0.6)) return nextPage(scene);
    if (before?.kind === 'category' && stream.chance(0.25)) return stepBack(before);
    const department = departmentOfShelf(scene.shelf);
    if (department !== scene.shelf && stream.chance(0.3)) {
      return clicked(shelfScene(department), { element: 'breadcrumb', position: 1 });
    }
    const siblings = SIBLINGS.get(department);
    if (siblings && stream.chance(0.75)) return toSibling(siblings, scene.shelf, stream);
  }
  if (scene.product) {
    if (before?.kind === 'category' && stream.chance(0.5)) return stepBack(before);
    if (!stream.chance(SWITCH_CATEGORY)) {
      const { category, department } = scene.product;
      const up = stream.chance(0.25);
      const shelf = shelfScene(up ? department : category);
      return clicked(shelf, { element: 'breadcrumb', position: up ? 1 : 2 });
    }
  }
  if (scene.kind === 'home') return fromHomeToShelf(stream);
  if (before?.kind === 'category' && stream.chance(0.35)) return stepBack(before);
  return throughMenu(stream);
}

/** Another category of the same department, or the menu where there is none. */
function toSibling(
  siblings: Choice<{ id: string; position: number }>,
  here: string,
  stream: Stream,
): Move {
  const { id, position } = draw(stream, siblings);
  if (id === here) return throughMenu(stream);
  return clicked(shelfScene(id), { element: 'nav_category', position });
}

function fromHomeToShelf(stream: Stream): Move {
  const lot = stream.next();
  if (lot < 0.3) {
    const { id, position } = draw(stream, DEPARTMENT_CHOICE);
    return clicked(shelfScene(id), { element: 'department_tile', position });
  }
  if (lot < 0.82) {
    const { id, position } = draw(stream, CATEGORY_CHOICE);
    return clicked(shelfScene(id), { element: 'category_tile', position });
  }
  if (lot < 0.9) {
    const { id, position } = draw(stream, DEPARTMENT_CHOICE);
    // Two links stand before the departments in the footer.
    return clicked(shelfScene(id), { element: 'footer_link', position: position + 2 });
  }
  return throughMenu(stream);
}

function throughMenu(stream: Stream): Move {
  const whole = stream.chance(0.25);
  const { id, position } = draw(stream, whole ? DEPARTMENT_CHOICE : CATEGORY_CHOICE);
  const element = whole ? 'nav_department' : 'nav_category';
  return clicked(shelfScene(id), { element: 'nav_menu' }, { element, position });
}

function nextPage(scene: Scene): Move {
  const page = scene.query.page + 1;
  const next = { ...scene, query: { ...scene.query, page } };
  return clicked(next, { element: 'page_link', position: page });
}

function toSearch({ scene, shown }: Standpoint, stream: Stream): Move {
  const more = scene.kind === 'search' && shown && shown.pages > scene.query.page;
  if (more && stream.chance(0.4)) return nextPage(scene);
  const term = draw(stream, SEARCH_TERMS);
  return clicked(searchScene(term), { element: 'nav_search', typed: term });
}

function toProduct(from: Standpoint, stream: Stream): Move {
  const { scene, before, shown, kept } = from;
  if (stream.chance(REVISIT)) {
    const again = revisit(from, stream);
    if (again) return again;
  }
  switch (scene.kind) {
    case 'home':
      return toPlace(draw(stream, FRONT_PLACES));
    case 'category':
      if (shown?.places) return inTab(from, toPlace(draw(stream, shown.places)), stream);
      break;
    case 'search': {
      const results = shown && resultPlaces(shown);
      if (results) return inTab(from, toPlace(draw(stream, results)), stream);
      break;
    }
    case 'product': {
      if (!scene.product || stream.chance(SWITCH_CATEGORY)) break;
      const tones = tonePlaces(scene.product);
      const tone = tones[stream.below(tones.length)];
      if (tone && stream.chance(0.25)) return toPlace(tone);
      const related = relatedPlaces(scene.product);
      if (related) return toPlace(draw(stream, related));
      break;
    }
    case 'cart': {
      const line = kept.cart[stream.below(kept.cart.length)];
      if (line && stream.chance(0.6)) {
        const position = kept.cart.indexOf(line) + 1;
        const { product } = line;
        return clicked(productScene(product), { element: 'cart_item', position, product });
      }
      break;
    }
    case 'info': {
      const wish = kept.wishes[stream.below(kept.wishes.length)];
      if (wish && scene.path === '/wishlist') {
        const position = kept.wishes.indexOf(wish) + 1;
        return toPlace({ product: wish, element: 'product_tile', position });
      }
      break;
    }
  }
  if (before?.kind === 'product' && stream.chance(0.7)) return stepBack(before);
  return throughSuggestion(stream);
}

/** One of the products seen before, by the rail that remembers them. */
function revisit({ scene, before, kept }: Standpoint, stream: Stream): Move | null {
  if (scene.kind === 'home' || scene.kind === 'product') {
    const rail = kept.recent.filter((product) => product !== scene.product).slice(0, RECENT_SHOWN);
    const product = rail[stream.below(rail.length)];
    if (product) {
      const position = rail.indexOf(product) + 1;
      return toPlace({ product, element: 'product_tile', position });
    }
  }
  return before?.kind === 'product' ? stepBack(before) : null;
}

/** On a desktop a tile is now and then opened in a tab of its own, where the visit goes on. */
function inTab({ device }: Standpoint, move: Move, stream: Stream): Move {
  return device === 'desktop' && stream.chance(0.06) ? { ...move, arrival: 'tab' } : move;
}

/** The search field knows everything: what nothing on the page leads to is found by typing. */
function throughSuggestion(stream: Stream): Move {
  for (;;) {
    const typed = draw(stream, SEARCH_TERMS);
    const products = offeredFor(typed);
    const place = products[stream.below(products.length)];
    if (place) return toPlace(place, typed);
  }
}

function toCart({ scene, noticed }: Standpoint, stream: Stream): Move {
  if (noticed && stream.chance(0.5)) {
    return clicked(cartScene, { element: 'nav_cart', position: 2 });
  }
  // At the checkout the header's link leads there directly; elsewhere it opens the drawer.
  if (scene.kind === 'checkout') return clicked(cartScene, { element: 'cart_open' });
  return clicked(cartScene, { element: 'cart_open' }, { element: 'nav_cart', position: 1 });
}

/** Straight from the drawer over the page. */
export function fromDrawerToCheckout(): Move {
  return clicked(checkoutScene, { element: 'cart_open' }, { element: 'checkout_start' });
}

function toInfo({ scene, kept }: Standpoint, stream: Stream): Move {
  const wishing = kept.wishes.length > 0 ? 0.4 : 0.08;
  const lot = stream.next();
  if (lot < wishing && scene.path !== '/wishlist') {
    return clicked(infoScene('/wishlist'), { element: 'nav_wishlist' });
  }
  if (scene.kind === 'product' && lot < 0.7) {
    return clicked(infoScene('/delivery'), { element: 'nav_info', position: 3 });
  }
  if (lot > 0.88) return clicked(infoScene('/account'), { element: 'nav_account' });
  const { path, position } = draw(stream, INFO_PAGES);
  return clicked(infoScene(path), { element: 'footer_link', position });
}
