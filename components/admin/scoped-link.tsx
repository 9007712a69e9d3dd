'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import type { AriaAttributes, ReactNode } from 'react';
import { hrefOf, type Query, scopeOnly, withValues } from '@/lib/dashboards/scope-query';
import { address, headFor } from './heading';

interface ScopedLinkProps {
  readonly path: string;
  /** What the other page is asked for on top of this one's scope. */
  readonly values?: Readonly<Record<string, string | number | null>>;
  readonly className?: string;
  readonly 'aria-current'?: AriaAttributes['aria-current'];
  readonly 'aria-label'?: string | undefined;
  readonly children: ReactNode;
}

/** To another page of the admin over the same stretch of time and filters. */
export function ScopedLink({ path, values = {}, ...rest }: ScopedLinkProps) {
  const router = useRouter();
  const query = useSearchParams();
  const to = (from: Query) => hrefOf(path, withValues(scopeOnly(from), values));
  const href = to(query);

  function onNavigate(event: { preventDefault(): void }) {
    // The scope may have changed since this was drawn.
    const now = to(address().query);
    headFor(now);
    if (now === href) return;
    event.preventDefault();
    router.push(now as Route);
  }

  return <Link href={href as Route} prefetch={false} onNavigate={onNavigate} {...rest} />;
}
