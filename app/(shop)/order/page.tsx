import type { Metadata } from 'next';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { OrderLookup } from '@/components/shop/order-lookup';
import { PageView } from '@/components/tracking/page-view';

export const metadata: Metadata = {
  title: 'Look up an order',
  description: 'An order is found by the link that carries it.',
  ...NOT_FOR_SEARCH,
};

export default function OrderPage() {
  return (
    <div className="page-x pt-10 lg:pt-16">
      <PageView page="confirmation" />
      <h1 className="font-display text-display">Look up an order</h1>
      <p className="mt-4 max-w-[52ch] text-lg">
        The shop keeps no orders. Each one travels in its own link, signed so that nobody can change
        it: paste the link, and the order is there.
      </p>
      <OrderLookup />
    </div>
  );
}
