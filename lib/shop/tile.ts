import type { Product } from '@/lib/catalog/product';

/**
 * What a shelf, a cart, a wishlist and an order show of a product, and all that shelves are filtered
 * and sorted by: small enough to send many of them.
 */
export type Tile = Pick<
  Product,
  | 'id'
  | 'name'
  | 'tone'
  | 'tone_label'
  | 'department'
  | 'category'
  | 'price_cents'
  | 'compare_at_cents'
  | 'rating'
  | 'stock'
  | 'badges'
  | 'popularity'
  | 'added_on'
  | 'picture'
> & {
  /** How many tones the object comes in. */
  readonly tones: number;
};

/** The object that a tile shows in one of its tones. */
export function objectOf({ id, tone }: Pick<Tile, 'id' | 'tone'>): string {
  return id.slice(0, -`-${tone}`.length);
}

export function tileOf(product: Product, tones: number): Tile {
  const { id, name, tone, tone_label, department, category, price_cents, picture } = product;
  const { compare_at_cents, rating, stock, badges, popularity, added_on } = product;
  return {
    id,
    name,
    tone,
    tone_label,
    department,
    category,
    price_cents,
    compare_at_cents,
    rating,
    stock,
    badges,
    popularity,
    added_on,
    picture,
    tones,
  };
}
