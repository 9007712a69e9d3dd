import type { ReactNode } from 'react';

/** One of several drawings of a panel, under its name. */
export function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h3 className="text-muted">{title}</h3>
      {children}
    </div>
  );
}
