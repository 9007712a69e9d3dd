import { pageMetadata } from '@/components/seo/page-metadata';
import { ShopData } from '@/components/seo/shop-data';
import { CategoryIndex } from '@/components/shop/category-index';
import { EditorialPair } from '@/components/shop/editorial-pair';
import { HomeHero } from '@/components/shop/home-hero';
import { Offers } from '@/components/shop/offers';
import { PriceList } from '@/components/shop/price-list';
import { ProductRail } from '@/components/shop/product-rail';
import { RecentlyViewed } from '@/components/shop/recently-viewed';
import { shelfOf } from '@/components/shop/shelf-of';
import { SHOP_DESCRIPTION, SHOP_NAME } from '@/components/shop/shop-name';
import { ToneBand } from '@/components/shop/tone-band';
import { PageView } from '@/components/tracking/page-view';
import { colourwaysOf, PRODUCTS, productById } from '@/lib/catalog/catalog';
import type { Product } from '@/lib/catalog/product';
import { stockState } from '@/lib/shop/stock';
import { siteUrl } from '../site-url';

export const metadata = pageMetadata({
  path: '/',
  title: `${SHOP_NAME}: fine things that do not exist`,
  wholeTitle: true,
  description: SHOP_DESCRIPTION,
});

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
/** Tones in the band, as its title says. */
const MINDS = 4;
const CHEAP_CENTS = 2000;
const PRICE_LIST_LENGTH = 10;
const OFFERS = 5;
const ARRIVALS = 8;

export default function HomePage() {
  const sold = PRODUCTS.filter(({ stock }) => stockState(stock) !== 'out');
  const oneEach = sold.filter((product) => colourwaysOf(product)[0] === product);
  const cheap = oneEach
    .filter(({ price_cents }) => price_cents < CHEAP_CENTS)
    .sort((a, b) => a.price_cents - b.price_cents);
  const offers = oneEach
    .filter(({ compare_at_cents }) => compare_at_cents !== null)
    .sort((a, b) => a.popularity - b.popularity);
  const newest = [...sold].sort(
    (a, b) => b.added_on.localeCompare(a.added_on) || a.popularity - b.popularity,
  );
  return (
    <>
      <PageView page="home" />
      <ShopData site={siteUrl()} />
      <HomeHero product={pick('teapot-clay')} />
      <CategoryIndex />
      <ProductRail
        id="counter"
        title="On the counter"
        words="Put there by hand this morning, and every morning, in the same order."
        tiles={shelfOf(RAIL.map(pick).filter((product) => sold.includes(product)))}
      />
      <Offers tiles={shelfOf(offers.slice(0, OFFERS))} />
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
        products={colourwaysOf(pick('backpack-clay')).slice(0, MINDS)}
      />
      <ProductRail id="arrivals" title="Just unpacked" tiles={shelfOf(newest.slice(0, ARRIVALS))} />
      <PriceList title="Under twenty euro" products={cheap.slice(0, PRICE_LIST_LENGTH)} />
      <RecentlyViewed />
    </>
  );
}

function pick(id: string): Product {
  const product = productById(id);
  if (!product) throw new Error(`the home page shows ${id}, which the catalogue does not have`);
  return product;
}
