'use client';

import { Icon } from '@/components/ui/icon';
import { HEADER_LINK } from './header-link';
import { NavLink } from './nav-link';
import { useWishlist } from './use-wishlist';

export function WishlistLink() {
  const { wishlist } = useWishlist();
  const filled = (wishlist?.length ?? 0) > 0;
  return (
    <NavLink href="/wishlist" element="nav_wishlist" className={HEADER_LINK}>
      <Icon name="heart" filled={filled} className="size-[20px] lg:hidden" />
      <span className="sr-only lg:not-sr-only">Wishlist</span>
    </NavLink>
  );
}
