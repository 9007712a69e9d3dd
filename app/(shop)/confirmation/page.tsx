import type { Metadata } from 'next';
import { Suspense } from 'react';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { ConfirmationLoading, ConfirmationView } from '@/components/shop/confirmation-view';
import { PageView } from '@/components/tracking/page-view';

export const metadata: Metadata = {
  title: 'Order',
  description: 'An order, looked up by the link that carries it.',
  ...NOT_FOR_SEARCH,
};

export default function ConfirmationPage() {
  return (
    // As high as the window in every state, so that the footer never jumps through it.
    <div className="page-x min-h-dvh pt-10 lg:pt-16">
      <PageView page="confirmation" />
      <Suspense fallback={<ConfirmationLoading />}>
        <ConfirmationView />
      </Suspense>
    </div>
  );
}
