import { colourwaysOf, PRODUCTS } from '@/lib/catalog/catalog';
import type { Product } from '@/lib/catalog/product';
import { type Tile, tileOf } from '@/lib/shop/tile';

/** Products as shelves show them. Only on the server: it takes the whole catalogue in. */
export function shelfOf(products: readonly Product[]): readonly Tile[] {
  return products.map((product) => tileOf(product, colourwaysOf(product).length));
}

export function wholeShelf(): readonly Tile[] {
  return shelfOf(PRODUCTS);
}
