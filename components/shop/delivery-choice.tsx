'use client';

import { useState } from 'react';
import { ChoiceCard } from '@/components/ui/choice-card';
import { DELIVERIES } from '@/lib/shop/delivery';
import { mark } from './mark';

/** The same price either way; the choice stays in the page. */
export function DeliveryChoice() {
  const [chosen, setChosen] = useState<string>(DELIVERIES[0].id);
  return (
    <div role="radiogroup" aria-label="Delivery" className="grid gap-3 sm:grid-cols-2">
      {DELIVERIES.map(({ id, name, words }, index) => (
        <ChoiceCard
          key={id}
          name="delivery"
          title={name}
          words={words}
          value={id}
          {...mark('delivery_option', { position: index + 1 })}
          checked={chosen === id}
          onChange={() => setChosen(id)}
        />
      ))}
    </div>
  );
}
