import type { ReactNode } from 'react';
import { ConsentBanner } from './consent-banner';
import { CONTENT_ID } from './content-id';
import { EarlyMarks } from './early-marks';
import { LinkFollower } from './link-follower';
import { SiteFooter } from './site-footer';
import { SiteHeader } from './site-header';

/** What every page of the shop stands in. */
export function ShopFrame({ children }: { children: ReactNode }) {
  return (
    <div className="room-for-banner flex min-h-dvh flex-col">
      <EarlyMarks />
      <LinkFollower />
      <a
        href={`#${CONTENT_ID}`}
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        Skip to the content
      </a>
      <ConsentBanner />
      <SiteHeader />
      <main id={CONTENT_ID} tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
