'use client';

import { clsx } from 'clsx';
import { usePathname } from 'next/navigation';
import type { ComponentProps } from 'react';
import { ShopLink } from './shop-link';

/** A link of the header, which says when it leads to where one is. */
export function NavLink({ className, ...props }: ComponentProps<typeof ShopLink>) {
  const here = usePathname() === props.href;
  return (
    <ShopLink
      {...props}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'underline decoration-1 decoration-transparent underline-offset-[6px] transition-colors duration-150 hover:decoration-current aria-[current]:decoration-current',
        className,
      )}
    />
  );
}
