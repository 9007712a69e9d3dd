'use client';

import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { scopeOnly, withValues } from '@/lib/dashboards/scope-query';
import { useScope } from './use-scope';

interface DrillLinkProps {
  readonly path: string;
  /** What the other page is asked for on top of this one's scope. */
  readonly values?: Readonly<Record<string, string | number | null>>;
  readonly children: ReactNode;
}

/** From a figure to what it is made of, over the same scope. */
export function DrillLink({ path, values = {}, children }: DrillLinkProps) {
  const { query } = useScope();
  return (
    <Link
      href={`${path}?${withValues(scopeOnly(query), values)}` as Route}
      prefetch={false}
      className="underline decoration-line underline-offset-4 hover:text-accent hover:decoration-accent"
    >
      {children}
    </Link>
  );
}
