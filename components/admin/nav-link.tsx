'use client';

import clsx from 'clsx';
import { usePathname } from 'next/navigation';
import type { AdminPage } from '@/lib/dashboards/pages';
import { ScopedLink } from './scoped-link';
import { useInSight } from './use-in-sight';

/** To another page with the same stretch of time and filters. */
export function NavLink({ href, label }: Pick<AdminPage, 'href' | 'label'>) {
  const path = usePathname();
  const here = href === '/admin' ? path === href : path.startsWith(href);
  // On phones the rail is a row that scrolls.
  const place = useInSight<HTMLSpanElement>(here);

  return (
    <ScopedLink
      path={href}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'block whitespace-nowrap py-1',
        here ? 'font-semibold text-accent' : 'text-muted hover:text-ink',
      )}
    >
      <span ref={place}>{label}</span>
    </ScopedLink>
  );
}
