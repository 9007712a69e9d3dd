import { join } from 'node:path';
import sharp from 'sharp';
import { PRODUCTS, productById, productsInCategory, productsInDepartment } from './catalog';
import { CATEGORIES } from './categories';
import { DEPARTMENTS } from './departments';
import type { Product } from './product';

/** Pixels: what links are shown with where they are shared. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

/** The shop's paper. Cards have no dark mode: they stand on somebody else's page. */
const PAPER = '#f4f3f0';
const LARGE = 640;
const SMALL = 320;
const IN_A_ROW = 3;
/** The shop's own card: one object of three departments, in three tones. */
const OF_THE_SHOP = ['umbrella-plum', 'teapot-clay', 'radio-sage'];

export interface ShareCard {
  /** Path below /cards, without its ending: `shop`, `category/<id>` (a department's, too) or `product/<id>`. */
  readonly path: string;
  /** One is shown large, several in a row. */
  readonly products: readonly Product[];
}

/** Every card there is. */
export function shareCards(): readonly ShareCard[] {
  return [
    { path: 'shop', products: OF_THE_SHOP.flatMap((id) => productById(id) ?? []) },
    ...DEPARTMENTS.map(({ id }) => shelfCard(id, productsInDepartment(id))),
    ...CATEGORIES.map(({ id }) => shelfCard(id, productsInCategory(id))),
    ...PRODUCTS.map((product) => ({ path: `product/${product.id}`, products: [product] })),
  ];
}

function shelfCard(id: string, products: readonly Product[]): ShareCard {
  return { path: `category/${id}`, products: products.slice(0, IN_A_ROW) };
}

/** JPEG of a card: the pictures as they lie in `folder`, on paper. */
export async function drawShareCard(
  products: readonly Product[],
  folder: string,
): Promise<Buffer<ArrayBuffer>> {
  const [first, ...others] = products;
  if (!first) throw new Error('a card shows at least one product');
  const card =
    others.length === 0 ? large(join(folder, first.picture.large)) : row(products, folder);
  return Buffer.from(await card.jpeg({ quality: 82 }).toBuffer());
}

/** In one pass and without resizing, since there are hundreds: a little of its empty rim goes. */
function large(file: string) {
  const rim = (LARGE - CARD_HEIGHT) / 2;
  const side = (CARD_WIDTH - LARGE) / 2;
  return sharp(file)
    .extract({ left: 0, top: rim, width: LARGE, height: CARD_HEIGHT })
    .flatten({ background: PAPER })
    .extend({ left: side, right: side, background: PAPER });
}

function row(products: readonly Product[], folder: string) {
  const gap = Math.floor((CARD_WIDTH - products.length * SMALL) / (products.length + 1));
  return sharp({
    create: { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3, background: PAPER },
  }).composite(
    products.map(({ picture }, index) => ({
      input: join(folder, picture.small),
      left: gap + index * (SMALL + gap),
      top: (CARD_HEIGHT - SMALL) / 2,
    })),
  );
}
