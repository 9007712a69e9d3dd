'use client';

import { usePathname } from 'next/navigation';
import { useConsent } from '@/components/tracking/use-consent';
import { ConsentChoice } from './consent-choice';
import { ShopLink } from './shop-link';

/**
 * Asks once, at the foot of the window: no modal, nothing moves, and the page keeps room below its
 * end so that nothing stays hidden behind it. The privacy page has the same choice in its text.
 */
export function ConsentBanner() {
  const { consent } = useConsent();
  const pathname = usePathname();
  if (consent !== 'unset' || pathname === '/privacy') return null;
  return (
    <section
      aria-label="Measuring"
      data-consent-banner
      className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-surface"
    >
      <div className="page-x flex h-33 flex-col justify-center gap-3 md:h-19 md:flex-row md:items-center md:justify-between">
        <p className="text-sm">
          May this shop record what you look at? It works the same either way.{' '}
          <ShopLink
            href="/privacy"
            element="nav_info"
            position={2}
            className="whitespace-nowrap underline underline-offset-4"
          >
            What is recorded
          </ShopLink>
        </p>
        <ConsentChoice />
      </div>
    </section>
  );
}
