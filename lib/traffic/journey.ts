import type { Product } from '@/lib/catalog/product';
import type { ElementName, PageType } from '@/lib/events/vocabulary';
import { type ShelfQuery, WHOLE_SHELF } from '@/lib/shop/shelf-query';
import { type Choice, choiceOf } from './choice';

/**
 * How one moves through the shop, the same for everybody: realism model §4.4 to §4.6. Kinds of page
 * are those of the model, which knows one more than the contract: `confirm` is `confirmation`.
 */
export type Kind =
  | 'home'
  | 'category'
  | 'search'
  | 'product'
  | 'cart'
  | 'checkout'
  | 'confirm'
  | 'info';

export const PAGE_OF: Readonly<Record<Kind, PageType>> = {
  home: 'home',
  category: 'category',
  search: 'search',
  product: 'product',
  cart: 'cart',
  checkout: 'checkout',
  confirm: 'confirmation',
  info: 'info',
};

export const LANDING: Readonly<Record<'new' | 'returning', Choice<Kind>>> = {
  new: choiceOf<Kind>([
    ['product', 0.33],
    ['category', 0.27],
    ['home', 0.33],
    ['info', 0.07],
  ]),
  returning: choiceOf<Kind>([
    ['home', 0.52],
    ['product', 0.18],
    ['category', 0.18],
    ['cart', 0.07],
    ['search', 0.05],
  ]),
};

type Weights = readonly (readonly [Kind, number])[];

/** Where to next, given that one stays; the weight of searching is the persona's to multiply. */
export const NAVIGATION: Readonly<Record<Kind, Weights>> = {
  home: [
    ['category', 0.53],
    ['search', 0.05],
    ['product', 0.32],
    ['info', 0.1],
  ],
  category: [
    ['home', 0.05],
    ['category', 0.28],
    ['search', 0.015],
    ['product', 0.625],
    ['info', 0.03],
  ],
  search: [
    ['category', 0.12],
    ['search', 0.22],
    ['product', 0.66],
  ],
  product: [
    ['home', 0.08],
    ['category', 0.455],
    ['search', 0.025],
    ['product', 0.38],
    ['info', 0.03],
  ],
  cart: [
    ['home', 0.17],
    ['category', 0.38],
    ['product', 0.45],
  ],
  checkout: [
    ['product', 0.25],
    ['cart', 0.5],
    ['info', 0.25],
  ],
  confirm: [
    ['home', 0.45],
    ['category', 0.25],
    ['product', 0.2],
    ['info', 0.1],
  ],
  info: [
    ['home', 0.4],
    ['category', 0.3],
    ['product', 0.2],
    ['info', 0.1],
  ],
};

/** From a product's page to a cart with something in it. */
export const TO_FILLED_CART = 0.18;

/** Factors on the chance to leave after a page; after an order it is EXIT_AFTER_ORDER. */
export const EXIT_FACTOR: Readonly<Record<Kind, number>> = {
  home: 1.1,
  category: 0.95,
  search: 0.9,
  product: 1,
  cart: 1.3,
  checkout: 1.2,
  confirm: 1,
  info: 1.5,
};
export const EXIT_WITH_CART = 0.6;
export const EXIT_AFTER_ORDER = 0.45;

/** Log-mean and log-sd of seconds on a page. */
export const DWELL: Readonly<Record<Kind, readonly [mean: number, sd: number]>> = {
  home: [2.9, 0.95],
  category: [2.9, 0.95],
  search: [2.8, 0.95],
  product: [3.4, 0.95],
  cart: [3, 0.95],
  checkout: [4.1, 0.85],
  confirm: [3.2, 0.9],
  info: [3.4, 1],
};
/** Some people are fast in everything: the log-sd of a session's own tempo. */
export const SESSION_TEMPO_SD = 0.38;
export const LONGEST_DWELL_S = 1_700;

export const CART_AFTER_ADD = 0.55;
export const SECOND_ADD = 0.35;
export const REVISIT = 0.2;
export const SWITCH_CATEGORY = 0.05;

/** Pages of information and their place in the footer, after two links and eight departments. */
export const INFO_PAGES: Choice<{ readonly path: string; readonly position: number }> = choiceOf([
  [{ path: '/about', position: 11 }, 0.2],
  [{ path: '/delivery', position: 12 }, 0.35],
  [{ path: '/returns', position: 13 }, 0.2],
  [{ path: '/contact', position: 14 }, 0.15],
  [{ path: '/privacy', position: 17 }, 0.1],
]);

/** One page as somebody looks at it: what a step back leads to. */
export interface Scene {
  readonly kind: Kind;
  /** Path without query. */
  readonly path: string;
  readonly product: Product | null;
  /** Category or department of a shelf. */
  readonly shelf: string | null;
  readonly term: string | null;
  /** How its list is narrowed; WHOLE_SHELF where there is none. */
  readonly query: ShelfQuery;
}

/** How somebody came to a page: bots come the same way. */
export type Arrival = 'load' | 'tab' | 'back' | 'click';

/** A click on a declared element. */
export interface Click {
  readonly element: ElementName;
  readonly position?: number;
  readonly product?: Product;
  /** What was typed to make it appear, or chosen with it. */
  readonly typed?: string;
}

/** The way to another page: what is clicked one after the other, and what is seen then. */
export interface Move {
  readonly clicks: readonly Click[];
  readonly scene: Scene;
  readonly arrival: Arrival;
}

const NOWHERE = { product: null, shelf: null, term: null, query: WHOLE_SHELF };

export const homeScene: Scene = { ...NOWHERE, kind: 'home', path: '/' };
export const cartScene: Scene = { ...NOWHERE, kind: 'cart', path: '/cart' };
export const checkoutScene: Scene = { ...NOWHERE, kind: 'checkout', path: '/checkout' };
export const confirmScene: Scene = { ...NOWHERE, kind: 'confirm', path: '/confirmation' };

export function infoScene(path: string): Scene {
  return { ...NOWHERE, kind: 'info', path };
}

const PRODUCT_SCENES = new Map<Product, Scene>();

export function productScene(product: Product): Scene {
  let scene = PRODUCT_SCENES.get(product);
  if (!scene) {
    scene = { ...NOWHERE, kind: 'product', path: `/product/${product.id}`, product };
    PRODUCT_SCENES.set(product, scene);
  }
  return scene;
}

const SHELF_SCENES = new Map<string, Scene>();

export function shelfScene(shelf: string): Scene {
  let scene = SHELF_SCENES.get(shelf);
  if (!scene) {
    scene = { ...NOWHERE, kind: 'category', path: `/category/${shelf}`, shelf };
    SHELF_SCENES.set(shelf, scene);
  }
  return scene;
}

export function searchScene(term: string): Scene {
  return { ...NOWHERE, kind: 'search', path: '/search', term };
}
