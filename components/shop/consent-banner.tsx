'use client';

import { usePathname } from 'next/navigation';
import { useConsent } from '@/components/tracking/use-consent';
import { ConsentChoice } from './consent-choice';
import { CONTENT_ID } from './content-id';
import { ShopLink } from './shop-link';

/** Pages with the same choice in their text. */
const HAVE_THE_CHOICE: readonly string[] = ['/privacy', '/account'];

/**
 * Asks once, first in the page's order and at the foot of the window: no modal, nothing moves, and
 * the page keeps room below its end so that nothing stays hidden behind it.
 */
export function ConsentBanner() {
  const { consent } = useConsent();
  const pathname = usePathname();
  if (consent !== 'unset' || HAVE_THE_CHOICE.includes(pathname)) return null;
  return (
    <section
      ref={attend}
      aria-label="Measuring"
      data-consent-banner
      className="fixed inset-x-0 bottom-0 z-20 max-h-dvh overflow-y-auto border-line border-t bg-surface"
    >
      <div className="page-x flex flex-col gap-3 py-4 md:flex-row md:items-center md:justify-between md:gap-6">
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

/** While the banner stands, styles know its height; when it goes, the focus in it moves on. */
function attend(banner: HTMLElement) {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.setProperty('--banner-height', `${banner.offsetHeight}px`);
  });
  observer.observe(banner);
  return () => {
    observer.disconnect();
    style.removeProperty('--banner-height');
    if (banner.contains(document.activeElement)) {
      document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
    }
  };
}
