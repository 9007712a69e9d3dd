import {
  colourwaysOf,
  PRODUCTS,
  productById,
  productsInCategory,
  productsInDepartment,
} from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import type { Product } from '@/lib/catalog/product';
import { TONES } from '@/lib/catalog/tones';
import type { ElementName } from '@/lib/events/vocabulary';
import { shelfPage } from '@/lib/shop/shelf';
import { PRICE_BANDS, type ShelfQuery } from '@/lib/shop/shelf-query';
import { type Tile, tileOf } from '@/lib/shop/tile';
import { type Choice, choiceOf } from './choice';
import { demandFor } from './demand';

/** A product where it can be clicked. */
export interface Place {
  readonly product: Product;
  readonly element: ElementName;
  readonly position: number;
}

/** A category or a department with its place in the shop's lists, from 1. */
export interface ShelfPlace {
  readonly id: string;
  /** Of a category. */
  readonly department: string | null;
  readonly position: number;
}

const CATEGORY_PLACES: readonly ShelfPlace[] = CATEGORIES.map(({ id, department }, index) => ({
  id,
  department,
  position: index + 1,
}));
export const DEPARTMENT_PLACES: readonly ShelfPlace[] = DEPARTMENTS.map(({ id }, index) => ({
  id,
  department: null,
  position: index + 1,
}));

const demandOnShelf = (id: string) =>
  PRODUCTS.filter(({ category, department }) => category === id || department === id)
    .map(demandFor)
    .reduce((sum, demand) => sum + demand, 0);

export const CATEGORY_CHOICE: Choice<ShelfPlace> = choiceOf(
  CATEGORY_PLACES.map((place) => [place, demandOnShelf(place.id)]),
);
export const DEPARTMENT_CHOICE: Choice<ShelfPlace> = choiceOf(
  DEPARTMENT_PLACES.map((place) => [place, demandOnShelf(place.id)]),
);

/** Categories of a department beside each other on its shelves; positions count within it. */
export const SIBLINGS: ReadonlyMap<string, Choice<ShelfPlace>> = new Map(
  DEPARTMENTS.map((department) => [
    department.id,
    choiceOf(
      CATEGORIES.filter((category) => category.department === department.id).map(
        ({ id }, index) =>
          [{ id, department: department.id, position: index + 1 }, demandOnShelf(id)] as const,
      ),
    ),
  ]),
);

export function departmentOfShelf(shelf: string): string {
  return CATEGORY_PLACES.find(({ id }) => id === shelf)?.department ?? shelf;
}

/** The tiles of a category or a department, in the order of its shelf. */
const SHELVES: ReadonlyMap<string, readonly Tile[]> = new Map([
  ...CATEGORIES.map(({ id }) => [id, tilesFor(productsInCategory(id))] as const),
  ...DEPARTMENTS.map(({ id }) => [id, tilesFor(productsInDepartment(id))] as const),
]);

export function tilesFor(products: readonly Product[]): readonly Tile[] {
  return products.map((product) => tileOf(product, colourwaysOf(product).length));
}

export function shelfTiles(shelf: string): readonly Tile[] {
  return SHELVES.get(shelf) ?? [];
}

/** The tiles of one page of a list, to be drawn from; a search holds all tones and shows one each. */
export function tilesOn(list: readonly Tile[], query: ShelfQuery, oneEach: boolean): ShownPage {
  const shown = shelfPage(list, query, { oneEach });
  const places = shown.tiles.map((tile, index) => {
    const product = productById(tile.id);
    if (!product) throw new Error(`${tile.id} is on a shelf and not in the catalogue`);
    const position = shown.start + index + 1;
    return [{ product, element: 'product_tile', position }, demandFor(product)] as const;
  });
  return { pages: shown.pages, places: places.length > 0 ? choiceOf<Place>(places) : null };
}

export interface ShownPage {
  readonly pages: number;
  /** Null where nothing is left to show. */
  readonly places: Choice<Place> | null;
}

/** An option of a filter, with its place among those that the list has. */
export interface FilterOption {
  readonly position: number;
  /** What is read beside it. */
  readonly label: string;
  readonly narrows: Partial<ShelfQuery>;
}

const OPTIONS = new WeakMap<readonly Tile[], readonly FilterOption[]>();

/** Tones and prices, as the filters beside a shelf list them. */
export function filtersOf(list: readonly Tile[]): readonly FilterOption[] {
  let options = OPTIONS.get(list);
  if (!options) {
    const tones = TONES.filter(({ id }) => list.some(({ tone }) => tone === id));
    const bands = PRICE_BANDS.filter(({ from, below }) =>
      list.some(({ price_cents }) => price_cents >= from && price_cents < below),
    );
    options = [
      ...tones.map(({ id, label }, index) => ({
        position: index + 1,
        label,
        narrows: { tones: [id] },
      })),
      ...bands.map(({ id, label }, index) => ({
        position: index + 1,
        label,
        narrows: { prices: [id] },
      })),
    ];
    OPTIONS.set(list, options);
  }
  return options;
}
