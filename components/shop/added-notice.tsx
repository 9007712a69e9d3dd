'use client';

import { useEffect, useState } from 'react';
import { ShopLink } from './shop-link';

/** Long enough to read twice; it stays while the pointer or the focus is on it. */
const SHOWN_MS = 7_000;

export interface Notice {
  /** Rises with every click, so that the same words are said again. */
  readonly number: number;
  readonly added: number;
  readonly inCart: number;
}

interface AddedNoticeProps {
  readonly name: string;
  readonly notice: Notice | null;
  onDone(): void;
}

/** Says below the header, whose links stay free, and to screen readers what went into the cart. */
export function AddedNotice({ name, notice, onDone }: AddedNoticeProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!notice || held) return;
    const timer = setTimeout(onDone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, held, onDone]);

  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-28 z-30 flex justify-center px-3 sm:justify-end sm:px-8 lg:top-18"
    >
      {notice && (
        // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the notice while it is read
        <div
          key={notice.number}
          className="notice pointer-events-auto flex items-center gap-6 bg-ink px-5 py-4 text-paper"
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{words(name, notice)}</span>
          <ShopLink
            href="/cart"
            element="nav_cart"
            position={2}
            className="whitespace-nowrap font-medium underline underline-offset-4 outline-paper"
          >
            See the cart
          </ShopLink>
        </div>
      )}
    </div>
  );
}

function words(name: string, { added, inCart }: Notice): string {
  if (inCart === 0) return 'The cart is full: fifty different things is all it holds.';
  if (added === 0) return `That is as many as the cart holds: ${inCart} of ${name}.`;
  return inCart > added
    ? `${name}: ${added} more, ${inCart} in the cart.`
    : `${name}: ${added} in the cart.`;
}
