import { expect, test } from 'vitest';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { MOST_CATEGORIES } from './session-products';

test('each category of the catalogue has a bit of its own', () => {
  const categories = new Set(PRODUCTS.map(({ category }) => category));
  expect(categories.size).toBeLessThanOrEqual(MOST_CATEGORIES);
});
