import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { ShopLink } from './shop-link';

/** A link of the header; LinkFollower says when it leads to where one is. */
export function NavLink({ className, ...props }: ComponentProps<typeof ShopLink>) {
  return <ShopLink {...props} className={clsx('nav-link', className)} />;
}
