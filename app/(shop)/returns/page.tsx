import { pageMetadata } from '@/components/seo/page-metadata';
import { InfoPage } from '@/components/shop/info-page';
import { ShopLink } from '@/components/shop/shop-link';

export const metadata = pageMetadata({
  path: '/returns',
  title: 'Returns',
  description: 'How to give back what never came.',
});

export default function ReturnsPage() {
  return (
    <InfoPage title="Giving things back.">
      <p>
        Anything may be given back within thirty days of not arriving. You need no reason, no form
        and no parcel.
      </p>
      <h2>What happens to the money</h2>
      <p>
        None was taken, so none is owed. An order shows what it would have cost; that figure is
        recorded for the charts and is the only thing that ever changes hands.
      </p>
      <h2>What happens to the order</h2>
      <p>
        It stays recorded, as an order does: what was ordered, how many, and at which price. With
        your permission it is also known in which visit. To end that,{' '}
        <ShopLink href="/account" element="nav_info" position={5}>
          have the shop forget you
        </ShopLink>
        .
      </p>
    </InfoPage>
  );
}
