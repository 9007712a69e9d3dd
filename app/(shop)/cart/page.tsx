import type { Metadata } from 'next';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { CartView } from '@/components/shop/cart-view';
import { RecentlyViewed } from '@/components/shop/recently-viewed';
import { VisitorLocale } from '@/components/shop/visitor-locale';
import { PageView } from '@/components/tracking/page-view';

export const metadata: Metadata = {
  title: 'Cart',
  description: 'What you have put aside so far.',
  ...NOT_FOR_SEARCH,
};

export default function CartPage() {
  return (
    <>
      {/* As high as the window in every state, so that the footer never jumps through it. */}
      <div className="page-x min-h-dvh pt-10 lg:pt-16">
        <PageView page="cart" />
        <h1 className="font-display text-display">Cart</h1>
        <VisitorLocale>
          <CartView />
        </VisitorLocale>
      </div>
      <RecentlyViewed />
    </>
  );
}
