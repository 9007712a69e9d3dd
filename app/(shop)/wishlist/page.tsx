import type { Metadata } from 'next';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { VisitorLocale } from '@/components/shop/visitor-locale';
import { WishlistView } from '@/components/shop/wishlist-view';
import { PageView } from '@/components/tracking/page-view';

export const metadata: Metadata = {
  title: 'Wishlist',
  description: 'What you asked the shop to remember.',
  ...NOT_FOR_SEARCH,
};

export default function WishlistPage() {
  return (
    // As high as the window in every state, so that the footer never jumps through it.
    <div className="page-x min-h-dvh pt-10 lg:pt-16">
      <PageView page="info" />
      <h1 className="font-display text-display">Wishlist</h1>
      <VisitorLocale>
        <WishlistView />
      </VisitorLocale>
    </div>
  );
}
