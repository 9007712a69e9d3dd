import { pageMetadata } from '@/components/seo/page-metadata';
import { InfoPage } from '@/components/shop/info-page';
import { ShopLink } from '@/components/shop/shop-link';
import { formatMoney } from '@/lib/common/money';
import { COUNTRIES, deliveryCents, FREE_DELIVERY_FROM_CENTS } from '@/lib/shop/delivery';

export const metadata = pageMetadata({
  path: '/delivery',
  title: 'Delivery',
  description: 'How things would come, when, and at what price.',
});

export default function DeliveryPage() {
  return (
    <InfoPage title="How it would come.">
      <p>
        Nothing is sent, since nothing is there to be sent. If it were, it would come in three to
        five working days to the door, or wait at the counter by the next noon, wrapped in brown
        paper either way.
      </p>
      <h2>What it costs</h2>
      <p>
        {formatMoney(deliveryCents(1))} for an order of less than{' '}
        {formatMoney(FREE_DELIVERY_FROM_CENTS)}, and nothing from there on. The cart works it out
        before the checkout does, and neither takes it.
      </p>
      <h2>Where to</h2>
      <p>
        {COUNTRIES.map(({ name }) => name).join(', ')}. The list is short so that the postcodes can
        be checked.
      </p>
      <h2>Where it is</h2>
      <p>
        An order is found by the link that carries it. If you have one,{' '}
        <ShopLink href="/order" element="nav_info" position={4}>
          look it up
        </ShopLink>
        .
      </p>
    </InfoPage>
  );
}
