'use client';

import { countUnits } from '@/lib/shop/cart';
import { NavLink } from './nav-link';
import { useCart } from './use-cart';

/** The way to the cart, with the number of things in it once this browser has told. */
export function CartLink() {
  const { cart } = useCart();
  const units = cart ? countUnits(cart) : 0;
  return (
    <NavLink href="/cart" element="nav_cart">
      {/* Until then the number keeps its place unseen, so that nothing shifts. */}
      Cart <span className={cart ? 'tabular-nums' : 'invisible tabular-nums'}>({units})</span>
    </NavLink>
  );
}
