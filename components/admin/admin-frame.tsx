import type { ReactNode } from 'react';
import { NavLink } from './nav-link';
import { SignOutButton } from './sign-out-button';

/** The rail, in its groups. A page joins by one line here. */
const RAIL = [{ group: 'Overview', pages: [{ href: '/admin', label: 'Overview' }] }] as const;

export function AdminFrame({ user, children }: { user: string; children: ReactNode }) {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[12rem_minmax(0,1fr)]">
      <header className="flex items-center gap-x-5 gap-y-1 border-line border-b px-4 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:gap-6 md:border-r md:border-b-0 md:px-5 md:py-5">
        <p className="font-display text-lg">Footfall</p>
        <nav aria-label="Admin">
          <ul className="flex gap-4 md:flex-col md:gap-1">
            {RAIL.flatMap(({ pages }) => pages).map(({ href, label }) => (
              <li key={href}>
                <NavLink href={href}>{label}</NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex items-center gap-4 text-muted md:mt-auto md:ml-0 md:flex-col md:items-start md:gap-2">
          <a href="/" className="hover:text-ink">
            Open the shop
          </a>
          <span className="hidden md:block">Signed in as {user}</span>
          <SignOutButton />
        </div>
      </header>
      <main className="min-w-0">{children}</main>
    </div>
  );
}
