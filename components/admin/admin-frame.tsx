import { type ReactNode, Suspense } from 'react';
import type { Role } from '@/lib/auth/roles';
import { ADMIN_GROUPS, pagesFor } from '@/lib/dashboards/pages';
import { Arrival } from './arrival';
import { CommandMenu } from './command-menu';
import { NavLink } from './nav-link';
import { SignOutButton } from './sign-out-button';
import { TourMount } from './tour/tour-mount';

interface AdminFrameProps {
  readonly user: string;
  readonly role: Role;
  readonly children: ReactNode;
}

/** The rail and what stands beside it. */
export function AdminFrame({ user, role, children }: AdminFrameProps) {
  const pages = pagesFor(role);
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[12rem_minmax(0,1fr)] print:block">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-2 border-line border-b px-4 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:flex-nowrap md:items-stretch md:gap-5 md:overflow-y-auto md:border-b-0 md:px-5 md:py-5 print:hidden">
        <div className="flex flex-1 items-baseline justify-between gap-4 md:flex-none">
          <p className="font-display text-lg">Footfall</p>
          <CommandMenu role={role} />
        </div>
        <nav
          aria-label="Admin"
          className="no-scrollbar -mx-4 w-screen overflow-x-auto px-4 max-md:order-last md:mx-0 md:w-auto md:shrink-0 md:overflow-visible md:px-0"
        >
          <Suspense>
            <Arrival />
            <ul className="flex gap-4 md:flex-col">
              {ADMIN_GROUPS.map((group) => (
                <li key={group}>
                  <p className="hidden pb-0.5 text-muted text-xs uppercase tracking-wider md:block">
                    {group}
                  </p>
                  <ul className="flex gap-4 md:flex-col md:gap-0">
                    {pages
                      .filter((page) => page.group === group)
                      .map(({ href, label }) => (
                        <li key={href}>
                          <NavLink href={href} label={label} />
                        </li>
                      ))}
                  </ul>
                </li>
              ))}
            </ul>
          </Suspense>
        </nav>
        <div className="flex items-baseline gap-4 text-muted md:mt-auto md:flex-col md:items-start md:gap-1">
          <a href="/" className="hover:text-ink">
            Open the shop
          </a>
          <span className="hidden md:block">Signed in as {user}</span>
          <SignOutButton />
        </div>
      </header>
      <main className="min-w-0 border-line md:border-l print:border-0">{children}</main>
      <Suspense>
        <TourMount />
      </Suspense>
    </div>
  );
}
