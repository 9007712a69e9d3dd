import { pageMetadata } from '@/components/seo/page-metadata';
import { ConsentState } from '@/components/shop/consent-state';
import { InfoPage } from '@/components/shop/info-page';
import { ShopLink } from '@/components/shop/shop-link';
import { COLUMNS } from '@/lib/events/columns';

export const metadata = pageMetadata({
  path: '/privacy',
  title: 'What is recorded',
  description: 'Every field this shop records, and how to allow or refuse it.',
});

export default function PrivacyPage() {
  return (
    <InfoPage title="What is recorded, and how to say no.">
      <p>
        With your permission this shop records four things: that a page was looked at, that
        something on it was clicked, that something was put into the cart, and that an order was
        placed. Without it, none of that leaves your browser. The shop works the same either way.
      </p>
      <h2 id="choice">Your choice</h2>
      <ConsentState />
      <p>
        Changing to no removes the visitor id from this browser, and what was recorded but not yet
        sent. A browser that sends the Global Privacy Control signal has said no already; you may
        still allow it here.
      </p>
      <h2>What is kept in any case</h2>
      <p>
        The cart, the wishlist and the choice you made above stay in this browser’s own storage: the
        choice and the cart because the shop could not work without them, the wishlist because you
        put things on it. An order you place is received by the server, as what was ordered and how
        many; without your permission it is counted, and nothing connects it to a visitor. Names and
        addresses typed at the checkout are never sent, and no card number is asked for. IP
        addresses are not stored.
      </p>
      <h2>What is kept only with permission</h2>
      <p>
        The visitor id, the session, events that wait to be sent, and the last products you looked
        at. Without permission the shop still shows what you looked at, but holds it in memory until
        the page is closed. Your{' '}
        <ShopLink href="/account" element="nav_info" position={5}>
          account
        </ShopLink>{' '}
        shows all of it as it is, and can forget it.
      </p>
      <h2>Every field of an event</h2>
      <p>
        One event holds these fields and no others. The list is made from the definition itself.
      </p>
      <dl className="fields">
        {COLUMNS.map(({ name, doc }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{doc}</dd>
          </div>
        ))}
      </dl>
    </InfoPage>
  );
}
