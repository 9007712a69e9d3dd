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
import { frontPage } from '@/lib/catalog/front-page';
import { siteUrl } from '../site-url';

export const metadata = pageMetadata({
  path: '/',
  title: `${SHOP_NAME}: fine things that do not exist`,
  wholeTitle: true,
  description: SHOP_DESCRIPTION,
});

export default function HomePage() {
  const front = frontPage();
  return (
    <>
      <PageView page="home" />
      <ShopData site={siteUrl()} />
      <HomeHero product={front.window} />
      <CategoryIndex />
      <ProductRail
        id="counter"
        title="On the counter"
        words="Put there by hand this morning, and every morning, in the same order."
        tiles={shelfOf(front.counter)}
      />
      <Offers tiles={shelfOf(front.offers)} />
      <EditorialPair
        stories={[
          {
            product: front.stories[0],
            title: 'A coat that has thought about pockets',
            words:
              'Two of them, slanted, exactly where hands go when there is nothing to say. Everything else about the coat follows from that.',
          },
          {
            product: front.stories[1],
            title: 'It plays whatever is on',
            words:
              'No list, no account, no suggestions. Two dials, and the mild adventure of someone else having chosen.',
          },
        ]}
      />
      <ToneBand
        title="One backpack, four minds"
        words="Our tones are mixed once and used for everything, so that a thing bought in spring goes with a thing bought never."
        products={front.tones}
      />
      <ProductRail id="arrivals" title="Just unpacked" tiles={shelfOf(front.arrivals)} />
      <PriceList title="Under twenty euro" products={front.cheap} />
      <RecentlyViewed />
    </>
  );
}
