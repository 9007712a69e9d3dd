'use client';

import { useState } from 'react';
import { DELIVERIES } from '@/lib/shop/delivery';

/** Free either way; the choice stays in the page. */
export function DeliveryChoice() {
  const [chosen, setChosen] = useState<string>(DELIVERIES[0].id);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {DELIVERIES.map(({ id, name, words }) => (
        <label
          key={id}
          className="flex cursor-pointer gap-3 border border-line p-4 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-3"
        >
          <input
            type="radio"
            value={id}
            checked={chosen === id}
            onChange={() => setChosen(id)}
            className="mt-1.5 size-4 shrink-0 accent-ink outline-none"
          />
          <span>
            <span className="block font-medium">{name}</span>
            <span className="block text-muted text-sm">{words}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
