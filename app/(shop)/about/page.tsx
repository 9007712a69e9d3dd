import { pageMetadata } from '@/components/seo/page-metadata';
import { InfoPage } from '@/components/shop/info-page';
import { ShopLink } from '@/components/shop/shop-link';
import { SHOP_NAME } from '@/components/shop/shop-name';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';
import { DEPARTMENTS } from '@/lib/catalog/departments';

export const metadata = pageMetadata({
  path: '/about',
  title: 'About the shop',
  description: 'A department store that does not exist, and what it is for.',
});

export default function AboutPage() {
  return (
    <InfoPage title="A shop with nothing behind it, kept in good order.">
      <p>
        {SHOP_NAME} is a department store of {PRODUCTS.length} things in {DEPARTMENTS.length}{' '}
        departments and {CATEGORIES.length} categories. There is no Mr Nought, there are no
        daughters, and no warehouse: the objects are drawings, the prices are plausible, and nothing
        can be bought.
      </p>
      <p>
        What is real is the traffic. Every page looked at, every click that means something, every
        thing put into a cart and every order becomes one event, and each event can be followed from
        the click to the number on a chart. Some visitors are people; many are simulated shoppers in
        real browsers, and they are labelled as such.
      </p>
      <h2>What it is for</h2>
      <p>
        The shop is the front of Footfall, which is for people who build or test what comes behind a
        shop: a stream of events whose true answers are known. If you work on such things, the
        numbers are through the door marked{' '}
        <a href="/admin" data-element="nav_info" data-position={1}>
          admin
        </a>
        .
      </p>
      <h2>What it is not</h2>
      <p>
        It takes no money, keeps no address, sends nothing to anybody else and sets no cookie for
        advertising. What it does record, and how to say no, is on the page about{' '}
        <ShopLink href="/privacy" element="nav_info" position={2}>
          what is recorded
        </ShopLink>
        .
      </p>
    </InfoPage>
  );
}
