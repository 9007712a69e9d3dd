import { pageMetadata } from '@/components/seo/page-metadata';
import { InfoPage } from '@/components/shop/info-page';
import { ShopLink } from '@/components/shop/shop-link';

export const metadata = pageMetadata({
  path: '/contact',
  title: 'Contact',
  description: 'Whom to ask, given that nobody is there.',
});

export default function ContactPage() {
  return (
    <InfoPage title="Nobody is at the counter.">
      <p>
        The shop has no telephone, no address and no staff, so there is nobody to write to. There is
        also no form here: a form would be one more thing that asks for your name.
      </p>
      <h2>About an order</h2>
      <p>
        Its link answers everything that is known of it.{' '}
        <ShopLink href="/order" element="nav_info" position={4}>
          Look it up
        </ShopLink>
        .
      </p>
      <h2>About what is recorded</h2>
      <p>
        <ShopLink href="/privacy" element="nav_info" position={2}>
          Every field is listed
        </ShopLink>
        , and{' '}
        <ShopLink href="/account" element="nav_info" position={5}>
          your own events are shown as they happen
        </ShopLink>
        .
      </p>
      <h2>About the software</h2>
      <p>
        Whoever runs this copy of the shop is whom to ask; the shop itself is open source, and comes
        with its documentation.
      </p>
    </InfoPage>
  );
}
