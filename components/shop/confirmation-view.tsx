'use client';

import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import type { Order } from '@/lib/shop/order';
import { totalsOf } from '@/lib/shop/totals';
import { OrderLink } from './order-link';
import { OrderLookup } from './order-lookup';
import { OrderSummary } from './order-summary';
import { ShopLink } from './shop-link';
import { useOrder } from './use-order';
import { useShelf } from './use-shelf';
import { useDateLocale, VisitorLocale } from './visitor-locale';

/** The order behind `?order=`, which the page itself, being static, never sees. */
export function ConfirmationView() {
  const { lookup, retry } = useOrder(useSearchParams().get('order'));
  switch (lookup.step) {
    case 'loading':
      return <ConfirmationLoading />;
    case 'found':
      return (
        <VisitorLocale>
          <Confirmation order={lookup.order} />
        </VisitorLocale>
      );
    case 'unknown':
      return (
        <Message title="No order under this link.">
          <p className="max-w-[52ch] text-lg">
            The link carries the order inside it, so it works only whole. Copy it again from where
            it came, up to its last letter.
          </p>
          <OrderLookup />
        </Message>
      );
    case 'unreachable':
      return (
        <Message title="The counter does not answer.">
          <p className="max-w-[52ch] text-lg">
            The order stands; it only could not be fetched just now. Try again when the connection
            is back.
          </p>
          <Button className="mt-8" onClick={retry}>
            Try again
          </Button>
        </Message>
      );
    default:
      return lookup satisfies never;
  }
}

export function ConfirmationLoading() {
  return (
    <>
      <div className="noscript:hidden">
        <Message title="Looking up the order.">
          <p className="min-h-96 text-lg text-muted" aria-busy>
            One moment.
          </p>
        </Message>
      </div>
      <noscript>
        <h1 className="mb-6 font-display text-display">The order is in the link.</h1>
        <p className="max-w-[52ch] text-lg">
          Like the cart, it lives in the browser, and takes JavaScript to open. JavaScript is
          switched off here; the order stands all the same.
        </p>
      </noscript>
    </>
  );
}

function Confirmation({ order }: { order: Order }) {
  // Without the shelf the order is shown all the same, by its ids.
  const { shelf } = useShelf(true);
  const lines = order.lines.map((line) => {
    const item = shelf.step === 'there' ? shelf.tiles.get(line.product_id) : undefined;
    return {
      product_id: line.product_id,
      name: item?.name ?? line.product_id,
      tone_label: item?.tone_label ?? '',
      picture: item?.picture.small ?? null,
      price_cents: line.unit_price_cents,
      quantity: line.quantity,
    };
  });
  const placed = new Date(order.placed_at).toLocaleString(useDateLocale(), {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return (
    <div className="grid grid-cols-1 items-start gap-x-[min(4rem,4vw)] gap-y-10 lg:grid-cols-12">
      <div className="lg:col-span-7">
        <h1 className="font-display text-display">Thank you. Nothing is on its way.</h1>
        <p className="mt-6 max-w-[52ch] text-lg">
          The order is recorded and nothing was charged. Had these things existed, they would have
          been wrapped by now.
        </p>
        <dl className="mt-8 border-line border-t text-sm">
          <Fact term="Order number">
            <span className="break-all tabular-nums">{order.order_id}</span>
          </Fact>
          <Fact term="Placed">{placed}</Fact>
          <Fact term="Delivery">As soon as it becomes possible</Fact>
          <Fact term="Its link">
            <OrderLink />
          </Fact>
        </dl>
        <ContinueLink />
      </div>
      <div className="lg:col-span-5">
        <OrderSummary lines={lines} totals={totalsOf(lines)} />
      </div>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 border-line border-b py-3">
      <dt className="w-28 shrink-0 text-muted">{term}</dt>
      <dd className="grow basis-36">{children}</dd>
    </div>
  );
}

function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="status">
      <h1 className="mb-6 font-display text-display">{title}</h1>
      {children}
    </div>
  );
}

function ContinueLink() {
  return (
    <ShopLink href="/" element="continue_shopping" className={`${buttonClass()} mt-8`}>
      Back to the shop
    </ShopLink>
  );
}
