import type { Metadata } from 'next';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { CheckoutView } from '@/components/shop/checkout-view';
import { VisitorLocale } from '@/components/shop/visitor-locale';
import { PageView } from '@/components/tracking/page-view';

export const metadata: Metadata = {
  title: 'Checkout',
  description: 'An address that stays in the page, a payment that is not one, and the order.',
  ...NOT_FOR_SEARCH,
};

export default function CheckoutPage() {
  return (
    // As high as the window in every state, so that the footer never jumps through it.
    <div className="page-x min-h-dvh pt-10 lg:pt-16">
      <PageView page="checkout" />
      <h1 className="font-display text-display">Checkout</h1>
      <VisitorLocale>
        <CheckoutView />
      </VisitorLocale>
    </div>
  );
}
