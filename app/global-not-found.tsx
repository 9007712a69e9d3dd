import './globals.css';
import type { Metadata } from 'next';
import { ShopFrame } from '@/components/shop/shop-frame';
import { ShopLink } from '@/components/shop/shop-link';
import { SHOP_NAME } from '@/components/shop/shop-name';
import { PageView } from '@/components/tracking/page-view';
import { buttonClass } from '@/components/ui/button';
import { FONTS } from './fonts';

export const metadata: Metadata = { title: `Not here · ${SHOP_NAME}` };

/**
 * A document of its own: as `not-found.tsx` its frame would be sent along with every page, for the
 * case that the page turns out to be missing while it is shown.
 */
export default function NotFound() {
  return (
    <html lang="en" className={FONTS} suppressHydrationWarning>
      <body>
        <ShopFrame>
          <PageView page="info" />
          <div className="page-x pt-16 lg:pt-28">
            <p className="text-muted">404</p>
            <h1 className="mt-3 max-w-[14ch] font-display text-poster">
              This one does not exist either.
            </h1>
            <p className="mt-6 max-w-[48ch] text-lg">
              Nothing in this shop exists, but most of it has a page. The link is old, or was typed
              by someone in a hurry.
            </p>
            <ShopLink href="/" element="continue_shopping" className={`${buttonClass()} mt-8`}>
              Back to the shop
            </ShopLink>
          </div>
        </ShopFrame>
      </body>
    </html>
  );
}
