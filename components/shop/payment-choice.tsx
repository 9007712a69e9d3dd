'use client';

import { useState } from 'react';
import { ChoiceCard } from '@/components/ui/choice-card';
import { PAYMENTS } from '@/lib/shop/payment';
import { mark } from './mark';

/** Says first that no card is taken; there is no field that a number could be typed into. */
export function PaymentChoice() {
  const [chosen, setChosen] = useState<string>(PAYMENTS[0].id);
  return (
    <>
      <p className="mb-4 max-w-[52ch]">
        <strong className="font-medium">This shop takes no card: nothing is sold.</strong> There is
        no field for a number here, and nothing is charged when you place the order. For the sake of
        the exercise, choose how you would not pay.
      </p>
      <div role="radiogroup" aria-label="Payment" className="grid gap-3 sm:grid-cols-3">
        {PAYMENTS.map(({ id, name, words }, index) => (
          <ChoiceCard
            key={id}
            name="payment"
            title={name}
            words={words}
            value={id}
            {...mark('payment_option', { position: index + 1 })}
            checked={chosen === id}
            onChange={() => setChosen(id)}
          />
        ))}
      </div>
    </>
  );
}
