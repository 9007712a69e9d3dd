import type { Metadata } from 'next';
import { CategoryIndex } from '@/components/shop/category-index';
import { EditorialPair } from '@/components/shop/editorial-pair';
import { HomeHero } from '@/components/shop/home-hero';
import { PriceList } from '@/components/shop/price-list';
import { ProductRail } from '@/components/shop/product-rail';
import { SHOP_NAME } from '@/components/shop/shop-name';
import { ToneBand } from '@/components/shop/tone-band';
import { PageView } from '@/components/tracking/page-view';
import { colourwaysOf, PRODUCTS, productById } from '@/lib/catalog/catalog';
import type { Product } from '@/lib/catalog/product';

export const metadata: Metadata = {
  title: { absolute: `${SHOP_NAME}: fine things that do not exist` },
};

const RAIL = [
  'umbrella-plum',
  'alarm-clock-fjord',
  'suitcase-clay',
  'plant-natural',
  'telephone-straw',
  'sneaker-sage',
  'teddy-natural',
  'mixing-bowl-sage',
  'guitar-clay',
];
const CHEAP_CENTS = 2000;
const PRICE_LIST_LENGTH = 10;

export default function HomePage() {
  const cheap = PRODUCTS.filter(
    (product) => product.price_cents < CHEAP_CENTS && colourwaysOf(product)[0] === product,
  ).sort((a, b) => a.price_cents - b.price_cents);
  return (
    <>
      <PageView page="home" />
      <HomeHero product={pick('teapot-clay')} />
      <CategoryIndex />
      <ProductRail
        id="counter"
        title="On the counter"
        words="Put there by hand this morning, and every morning, in the same order."
        products={RAIL.map(pick)}
      />
      <EditorialPair
        stories={[
          {
            product: pick('coat-straw'),
            title: 'A coat that has thought about pockets',
            words:
              'Two of them, slanted, exactly where hands go when there is nothing to say. Everything else about the coat follows from that.',
          },
          {
            product: pick('radio-sage'),
            title: 'It plays whatever is on',
            words:
              'No list, no account, no suggestions. Two dials, and the mild adventure of someone else having chosen.',
          },
        ]}
      />
      <ToneBand
        title="One backpack, four minds"
        words="Our tones are mixed once and used for everything, so that a thing bought in spring goes with a thing bought never."
        products={colourwaysOf(pick('backpack-clay'))}
      />
      <PriceList title="Under twenty euro" products={cheap.slice(0, PRICE_LIST_LENGTH)} />
    </>
  );
}

function pick(id: string): Product {
  const product = productById(id);
  if (!product) throw new Error(`the home page shows ${id}, which the catalogue does not have`);
  return product;
}
