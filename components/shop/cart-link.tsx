'use client';

import { usePathname } from 'next/navigation';
import { lazy, type MouseEvent, Suspense, useEffect, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { countUnits } from '@/lib/shop/cart';
import { HEADER_LINK } from './header-link';
import { NavLink } from './nav-link';
import { useCart } from './use-cart';

/** Fetched when it is first opened. */
const CartDrawer = lazy(() => import('./cart-drawer'));

/**
 * The cart with the number of things in it: a drawer over the page, or the cart's own page where the
 * link is opened elsewhere, where one is at the cart already, and without JavaScript.
 */
export function CartLink() {
  const { cart } = useCart();
  const pathname = usePathname();
  const [opened, setOpened] = useState(false);
  const [open, setOpen] = useState(false);
  const units = cart ? countUnits(cart) : 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what closes it
  useEffect(() => setOpen(false), [pathname]);

  function show(event: MouseEvent) {
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (elsewhere || pathname === '/cart' || pathname === '/checkout') return;
    event.preventDefault();
    setOpened(true);
    setOpen(true);
  }

  return (
    <>
      <NavLink href="/cart" element="cart_open" className={`${HEADER_LINK} gap-1`} onClick={show}>
        <Icon name="bag" className="size-[20px] lg:hidden" />
        <span className="sr-only lg:not-sr-only">Cart</span>
        {/* Until then the number keeps its place unseen, so that nothing shifts. */}
        <span className={cart ? 'tabular-nums' : 'invisible tabular-nums'}>({units})</span>
      </NavLink>
      {opened && (
        <Suspense>
          <CartDrawer open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
