import { PRODUCTS } from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';
import type { Product } from '@/lib/catalog/product';
import { type Choice, choiceOf } from './choice';

/** Zipf exponents, realism model §4.7: categories by what they sell, products within by popularity. */
const CATEGORY_ZIPF = 0.9;
const PRODUCT_ZIPF = 1.05;

const WEIGHTS: ReadonlyMap<string, number> = weigh();

function weigh(): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const sales = CATEGORIES.map(({ id }) => {
    const ranks = PRODUCTS.filter(({ category }) => category === id)
      .map(({ popularity }) => 1 / popularity)
      .reduce((sum, share) => sum + share, 0);
    return { id, ranks };
  }).sort((a, b) => b.ranks - a.ranks);
  for (const [rank, { id }] of sales.entries()) {
    const inside = PRODUCTS.filter(({ category }) => category === id).sort(
      (a, b) => a.popularity - b.popularity,
    );
    const shares = inside.map((_, place) => (place + 1) ** -PRODUCT_ZIPF);
    const sum = shares.reduce((total, share) => total + share, 0);
    for (const [place, product] of inside.entries()) {
      weights.set(product.id, ((rank + 1) ** -CATEGORY_ZIPF * (shares[place] ?? 0)) / sum);
    }
  }
  return weights;
}

/** How often a product is looked at, in relation to others: what a plan's demand truly is. */
export function demandFor(product: Product): number {
  return WEIGHTS.get(product.id) ?? 0;
}

/** Everything on sale, for those who come from outside or know what they want. */
export const ALL_PRODUCTS: Choice<Product> = choiceOf(
  PRODUCTS.map((product) => [product, demandFor(product)]),
);
