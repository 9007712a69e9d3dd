import type { Metadata } from 'next';
import { ShopFrame } from '@/components/shop/shop-frame';
import { ShopLink } from '@/components/shop/shop-link';
import { PageView } from '@/components/tracking/page-view';
import { buttonClass } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not here' };

export default function NotFound() {
  return (
    <ShopFrame>
      <PageView page="info" />
      <div className="page-x pt-16 lg:pt-28">
        <p className="text-muted">404</p>
        <h1 className="mt-3 max-w-[14ch] font-display text-poster">
          This one does not exist either.
        </h1>
        <p className="mt-6 max-w-[48ch] text-lg">
          Nothing in this shop exists, but most of it has a page. The link is old, or was typed by
          someone in a hurry.
        </p>
        <ShopLink href="/" element="continue_shopping" className={`${buttonClass()} mt-8`}>
          Back to the shop
        </ShopLink>
      </div>
    </ShopFrame>
  );
}
