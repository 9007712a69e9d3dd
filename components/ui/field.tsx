import type { ReactNode } from 'react';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly problem?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Label above, control, and what is wrong with it below. */
export function Field({ id, label, problem, className, children }: FieldProps) {
  return (
    <div className={className}>
      <label htmlFor={id} className="block font-medium text-sm">
        {label}
      </label>
      {children}
      <p id={problemId(id)} className="mt-1 min-h-5 text-danger text-sm">
        {problem}
      </p>
    </div>
  );
}

export function problemId(id: string): string {
  return `${id}-problem`;
}

/** The look of text fields and selects. */
export const CONTROL =
  'mt-1.5 block min-h-13 w-full rounded-none border border-muted bg-surface px-3 text-base text-ink aria-invalid:border-danger aria-invalid:border-2';
