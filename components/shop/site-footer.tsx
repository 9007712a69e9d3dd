import type { Route } from 'next';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import { categoryPath } from './paths';
import { ShopLink } from './shop-link';
import { SHOP_NAME } from './shop-name';

const HOUSE_LINKS: readonly { href: Route; name: string }[] = [
  { href: '/about', name: 'About the shop' },
  { href: '/delivery', name: 'Delivery' },
  { href: '/returns', name: 'Returns' },
  { href: '/contact', name: 'Contact' },
  { href: '/order', name: 'Look up an order' },
  { href: '/account', name: 'Account' },
  { href: '/privacy', name: 'What is recorded' },
];

const LINK = 'underline decoration-transparent underline-offset-4 hover:decoration-current';

export function SiteFooter() {
  return (
    <footer className="mt-24 border-line border-t lg:mt-32">
      <div className="page-x grid gap-10 py-12 md:grid-cols-12">
        <div className="md:col-span-6">
          <p className="font-display text-title">{SHOP_NAME}</p>
          <p className="mt-3 max-w-[38ch] text-muted">
            This shop is synthetic: nothing is sold, everything is measured.{' '}
            <ShopLink
              href="/privacy"
              element="footer_link"
              position={1}
              className="text-ink underline underline-offset-4"
            >
              See what is recorded
            </ShopLink>{' '}
            or {/* A full load: the admin is another application under another policy. */}
            <a
              href="/admin"
              data-element="footer_link"
              data-position={2}
              className="text-ink underline underline-offset-4"
            >
              see the numbers
            </a>
            .
          </p>
        </div>
        <nav aria-label="All departments" className="md:col-span-4">
          <ul className="columns-2 space-y-2">
            {DEPARTMENTS.map(({ id, name }, index) => (
              <li key={id}>
                <ShopLink
                  href={categoryPath(id)}
                  element="footer_link"
                  position={index + 3}
                  className={LINK}
                >
                  {name}
                </ShopLink>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label="The shop itself" className="md:col-span-2">
          <ul className="space-y-2">
            {HOUSE_LINKS.map(({ href, name }, index) => (
              <li key={href}>
                <ShopLink
                  href={href}
                  element="footer_link"
                  position={index + 3 + DEPARTMENTS.length}
                  className={LINK}
                >
                  {name}
                </ShopLink>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}
