import { colourwaysOf, PRODUCTS } from './catalog';
import { CATEGORIES } from './categories';
import { departmentById } from './departments';
import type { SearchIndex } from './search';
import { TONES } from './tones';

const PICTURE_HASH = /\.([0-9a-f]{8})\.webp$/;

/** The index that searchProducts works on: made once on the server and sent as JSON. */
export function searchIndex(): SearchIndex {
  const firsts = PRODUCTS.filter((product) => colourwaysOf(product)[0] === product);
  return {
    categories: CATEGORIES.map(({ id, name, department }) => ({
      id,
      name,
      department: departmentById(department)?.name ?? department,
    })),
    tones: TONES.map(({ id, label }) => ({ id, label })),
    entries: firsts.map((product) => {
      const colourways = colourwaysOf(product);
      return {
        o: product.object,
        n: product.name,
        m: product.material,
        c: CATEGORIES.findIndex(({ id }) => id === product.category),
        p: product.price_cents,
        r: Math.min(...colourways.map(({ popularity }) => popularity)),
        t: colourways.map(({ tone, picture }) => [
          TONES.findIndex(({ id }) => id === tone),
          PICTURE_HASH.exec(picture.small)?.[1] ?? '',
        ]),
      };
    }),
  };
}
