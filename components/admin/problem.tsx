import type { ReactNode } from 'react';

/** What went wrong, said where its numbers would stand. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="border-danger border-l-2 pl-3 text-danger">
      {children}
    </p>
  );
}
