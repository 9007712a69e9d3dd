'use client';

import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { BrokenNotice } from '@/components/scenario/broken-notice';
import { useScenario } from '@/components/scenario/use-scenario';
import { Button } from '@/components/ui/button';
import {
  ADDRESS_FIELDS,
  type Address,
  type AddressProblems,
  checkAddress,
} from '@/lib/shop/delivery';
import { AddressFields } from './address-fields';
import { CartLoading } from './cart-loading';
import { DeliveryChoice } from './delivery-choice';
import { EmptyCart } from './empty-cart';
import { mark } from './mark';
import { OrderSummary } from './order-summary';
import { PaymentChoice } from './payment-choice';
import { ShelfUnreachable } from './shelf-unreachable';
import { orderable, useCartLines } from './use-cart-lines';
import { usePlaceOrder } from './use-place-order';

const NO_ADDRESS: Address = {
  name: '',
  email: '',
  street: '',
  postcode: '',
  town: '',
  country: '',
};

/** The form's content stays in this component's state: an order is sent with its lines alone. */
export function CheckoutView() {
  const { lines: all, totals, unreachable, retry } = useCartLines();
  const lines = all && orderable(all);
  const { placing, place } = usePlaceOrder();
  const scenario = useScenario();
  const [failed, setFailed] = useState(false);
  const [address, setAddress] = useState(NO_ADDRESS);
  const [problems, setProblems] = useState<AddressProblems>({});
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (scenario?.broken === 'checkout') return setFailed(true);
    const found = checkAddress(address);
    setProblems(found);
    const first = ADDRESS_FIELDS.find((field) => found[field]);
    if (first) form.current?.querySelector<HTMLElement>(`#address-${first}`)?.focus();
    else if (lines && lines.length > 0) place(lines);
  }

  /** Once something was found wrong, what is mended is said to be so when one leaves the field. */
  function recheck() {
    const now = checkAddress(address);
    setProblems((then) =>
      Object.fromEntries(ADDRESS_FIELDS.flatMap((f) => (then[f] && now[f] ? [[f, now[f]]] : []))),
    );
  }

  if (placing.step === 'placed') {
    return <p className="mt-8 min-h-96 text-lg">The order is placed. One moment.</p>;
  }
  if (unreachable) return <ShelfUnreachable onRetry={retry} />;
  if (!lines) return <CartLoading />;
  if (lines.length === 0) return <EmptyCart />;

  const sending = placing.step === 'sending';
  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      className="mt-8 grid grid-cols-1 items-start gap-x-[min(4rem,4vw)] gap-y-10 lg:grid-cols-12"
    >
      <div className="lg:col-span-7">
        <Step number={1} title="Where to">
          <AddressFields
            address={address}
            problems={problems}
            onChange={(field, value) => setAddress((last) => ({ ...last, [field]: value }))}
            onLeave={recheck}
          />
          <p className="text-muted text-sm">
            What you type here stays in this page. It is neither sent nor stored.
          </p>
        </Step>
        <Step number={2} title="How">
          <DeliveryChoice />
        </Step>
        <Step number={3} title="Payment">
          <PaymentChoice />
        </Step>
      </div>
      <div className="lg:sticky lg:top-8 lg:col-span-5">
        <OrderSummary
          totals={totals}
          lines={lines.map(({ item, quantity }) => ({
            product_id: item.id,
            name: item.name,
            tone_label: item.tone_label,
            picture: item.picture.small,
            price_cents: item.price_cents,
            quantity,
          }))}
        />
        <Button
          type="submit"
          {...mark('place_order')}
          disabled={sending}
          className="mt-6 w-full disabled:opacity-60"
        >
          {sending ? 'Placing the order' : 'Place order'}
        </Button>
        <p role="alert" className="mt-3 min-h-6 text-danger">
          {placing.step === 'failed' && placing.message}
        </p>
        <BrokenNotice shown={failed} />
      </div>
    </form>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Step({ number, title, children }: StepProps) {
  return (
    <section className="border-line border-t py-6 first:border-t-0 first:pt-0">
      <h2 className="mb-4 flex gap-3 font-display text-title">
        <span className="text-muted tabular-nums">{number}</span>
        {title}
      </h2>
      {children}
    </section>
  );
}
