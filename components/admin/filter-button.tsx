'use client';

import type { FilterName } from '@/lib/dashboards/scope-query';
import { useScope } from './use-scope';

interface FilterButtonProps {
  readonly name: FilterName;
  readonly value: string;
  readonly label?: string;
}

/** A value in a table that filters everything by itself. */
export function FilterButton({ name, value, label = value }: FilterButtonProps) {
  const { toggle } = useScope();
  return (
    <button
      type="button"
      title={`Only ${label}`}
      onClick={() => toggle(name, value)}
      className="max-w-full truncate text-left underline decoration-line decoration-dotted underline-offset-4 hover:text-accent"
    >
      {label}
    </button>
  );
}
