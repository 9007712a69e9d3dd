'use client';

import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import type { AdminPage } from '@/lib/dashboards/pages';
import { scopeOnly } from '@/lib/dashboards/scope-query';

/** To another page with the same stretch of time and filters. */
export function NavLink({ href, label }: Pick<AdminPage, 'href' | 'label'>) {
  const path = usePathname();
  const query = scopeOnly(useSearchParams()).toString();
  const here = href === '/admin' ? path === href : path.startsWith(href);
  return (
    <Link
      href={(query === '' ? href : `${href}?${query}`) as Route}
      prefetch={false}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'block whitespace-nowrap py-1',
        here ? 'font-semibold text-accent' : 'text-muted hover:text-ink',
      )}
    >
      {label}
    </Link>
  );
}
