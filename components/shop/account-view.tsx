'use client';

import type { ReactNode } from 'react';
import { useConsent } from '@/components/tracking/use-consent';
import { useRecorded } from '@/components/tracking/use-recorded';
import { useHydrated } from '@/components/ui/use-hydrated';
import { countUnits } from '@/lib/shop/cart';
import { ConsentState } from './consent-state';
import { RecordedEvents } from './recorded-events';
import { ShopLink } from './shop-link';
import { useCart } from './use-cart';
import { useRecentlyViewed } from './use-recently-viewed';
import { useWishlist } from './use-wishlist';
import { useDateLocale } from './visitor-locale';
import { WipeButton } from './wipe-button';

const TIME = { dateStyle: 'medium', timeStyle: 'medium' } as const;

/** A demonstration identity, what is recorded under it, what is kept here, and the way to end it. */
export function AccountView() {
  const hydrated = useHydrated();
  const { consent } = useConsent();
  const recorded = useRecorded();
  const { cart } = useCart();
  const { wishlist } = useWishlist();
  const { recent } = useRecentlyViewed();
  const visit = recorded?.visit ?? null;
  const time = new Intl.DateTimeFormat(useDateLocale(), TIME);

  if (!hydrated) {
    return (
      <div className="mt-10 min-h-96 border-line border-t pt-6 text-muted">
        <noscript>
          <p>
            Reading what this browser keeps takes JavaScript. It is switched off here, so nothing is
            recorded, and there is nothing to show.
          </p>
        </noscript>
      </div>
    );
  }
  return (
    <div className="mt-10 grid grid-cols-1 gap-x-6 gap-y-12 border-line border-t pt-8 lg:grid-cols-12">
      <div className="space-y-12 lg:col-span-5">
        <Section title="You, as far as the shop can tell">
          {visit ? (
            <Facts
              facts={[
                ['Visitor', <Id key="id">{visit.user_id}</Id>],
                ['Session', <Id key="id">{visit.session_id}</Id>],
                ['Seen before', visit.user_type === 'new' ? 'No, this is the first time' : 'Yes'],
                ['Came from', visit.referrer_url ?? 'Nowhere that was said'],
                ['Session began', time.format(visit.startedAt)],
                ['Last did something', time.format(visit.lastActiveAt)],
              ]}
            />
          ) : (
            <p className="max-w-[44ch]">
              Nobody in particular. Without your permission there is no visitor id and no session,
              and this visit cannot be told from any other.
            </p>
          )}
        </Section>
        <Section title="Your choice">
          <ConsentState />
        </Section>
        <Section title="What this browser keeps">
          <Facts
            facts={[
              ['Cart', amount(cart ? countUnits(cart) : 0, 'thing')],
              ['Wishlist', amount(wishlist?.length ?? 0, 'wish', 'wishes')],
              [
                'Looked at',
                `${amount(recent?.length ?? 0, 'product')}${consent === 'granted' ? '' : ', until this page is closed'}`,
              ],
              ['Not yet sent', amount(recorded?.queued ?? 0, 'event')],
              [
                'Kept in',
                recorded?.store === 'mem' ? 'this page’s memory' : 'the browser’s storage',
              ],
            ]}
          />
          <WipeButton />
        </Section>
        <p>
          <ShopLink
            href="/order"
            element="nav_info"
            position={4}
            className="underline underline-offset-4"
          >
            Look up an order by its link
          </ShopLink>
        </p>
      </div>
      <div className="lg:col-span-7">
        <Section title="What this shop records about you, live">
          <RecordedEvents events={recorded?.events ?? []} measuring={consent === 'granted'} />
        </Section>
      </div>
    </div>
  );
}

function amount(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-4 font-display text-title">{title}</h2>
      {children}
    </section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [term: string, fact: ReactNode])[] }) {
  return (
    <dl className="border-line border-t text-sm">
      {facts.map(([term, fact]) => (
        <div key={term} className="flex flex-wrap gap-x-4 border-line border-b py-2.5">
          <dt className="w-36 shrink-0 text-muted">{term}</dt>
          <dd className="grow basis-40">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function Id({ children }: { children: string }) {
  return <code className="break-all font-sans tabular-nums">{children}</code>;
}
