import type { ReactNode } from 'react';
import { ScopedLink } from './scoped-link';

interface DrillLinkProps {
  readonly path?: string;
  /** What the other page is asked for on top of this one's scope. */
  readonly values?: Readonly<Record<string, string | number | null>>;
  readonly children: ReactNode;
}

/** From a figure to what it is made of, over the same scope: the sessions, where nothing else is said. */
export function DrillLink({ path = '/admin/sessions', values, children }: DrillLinkProps) {
  return (
    <ScopedLink
      path={path}
      {...(values && { values })}
      className="underline decoration-line underline-offset-4 hover:text-accent hover:decoration-accent"
    >
      {children}
    </ScopedLink>
  );
}
