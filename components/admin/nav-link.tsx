'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

export function NavLink({ href, children }: { href: '/admin'; children: ReactNode }) {
  const here = usePathname() === href;
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'block py-1',
        here ? 'font-semibold text-accent' : 'text-muted hover:text-ink',
      )}
    >
      {children}
    </Link>
  );
}
