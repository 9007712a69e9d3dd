import { departmentOf } from './categories';
import { appeal, factsOf } from './facts';
import { OBJECTS } from './objects';
import pictures from './pictures.generated.json' with { type: 'json' };
import type { Picture, Product } from './product';
import { toneById } from './tones';

const PICTURE_FILES: Readonly<Record<string, Picture>> = pictures;

function pictureOf(id: string): Picture {
  const files = PICTURE_FILES[id];
  if (!files) throw new Error(`no picture of ${id}: run npm run pictures`);
  return { small: `/pictures/${files.small}`, large: `/pictures/${files.large}` };
}

/** Rank of every product by its appeal, 1 first. */
const RANKS: ReadonlyMap<string, number> = new Map(
  OBJECTS.flatMap(({ object, tones }) =>
    tones.map((tone) => ({
      id: `${object}-${tone}`,
      wanted: appeal(`${object}-${tone}`, object),
    })),
  )
    .sort((a, b) => b.wanted - a.wanted)
    .map(({ id }, index) => [id, index + 1]),
);

/** The whole catalogue, in the order of its tables. */
export const PRODUCTS: readonly Product[] = OBJECTS.flatMap(({ tones, vector: _, ...entry }) =>
  tones.map((tone) => {
    const id = `${entry.object}-${tone}`;
    return {
      ...entry,
      ...factsOf(id, entry.object, entry.price_cents),
      id,
      tone,
      tone_label: toneById(tone).label,
      department: departmentOf(entry.category),
      picture: pictureOf(id),
      popularity: RANKS.get(id) ?? OBJECTS.length,
    };
  }),
);

const BY_ID: ReadonlyMap<string, Product> = new Map(
  PRODUCTS.map((product) => [product.id, product]),
);

export function productById(id: string): Product | undefined {
  return BY_ID.get(id);
}

/** The same object in all its tones, this one included, in the order they are shown. */
export function colourwaysOf(product: Product): readonly Product[] {
  return PRODUCTS.filter((other) => other.object === product.object);
}

/** A category's products as a shelf shows them: every object once, then their second tones, … */
export function productsInCategory(category: string): readonly Product[] {
  return shelved(PRODUCTS.filter((product) => product.category === category));
}

/** A department's products, shelved the same way. */
export function productsInDepartment(department: string): readonly Product[] {
  return shelved(PRODUCTS.filter((product) => product.department === department));
}

function shelved(products: readonly Product[]): readonly Product[] {
  return products
    .map((product) => ({ product, turn: colourwaysOf(product).indexOf(product) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ product }) => product);
}

/**
 * Other objects of the category, or of the department where the category has too few, each in the
 * tone nearest to this product's.
 */
export function relatedTo(product: Product, count: number): readonly Product[] {
  const others = PRODUCTS.filter(
    ({ department, object }) => department === product.department && object !== product.object,
  ).sort(
    (a, b) => Number(b.category === product.category) - Number(a.category === product.category),
  );
  const objects = [...new Set(others.map(({ object }) => object))];
  return objects
    .flatMap((object) => {
      const tones = others.filter((other) => other.object === object);
      return tones.find(({ tone }) => tone === product.tone) ?? tones[0] ?? [];
    })
    .slice(0, count);
}
