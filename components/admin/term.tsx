'use client';

import { useId } from 'react';

/** A word whose definition shows on hover and on focus; Escape puts it away. */
export function Term({ label, definition }: { label: string; definition: string }) {
  const id = useId();
  return (
    <span className="group/term">
      <button
        type="button"
        aria-describedby={id}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="cursor-help text-left text-muted underline decoration-line decoration-dotted underline-offset-4 hover:text-ink hover:decoration-muted"
      >
        {label}
      </button>
      <span
        role="tooltip"
        id={id}
        className="pointer-events-none invisible absolute top-full left-0 z-30 w-max max-w-[min(22rem,100%)] border border-line bg-surface px-3 py-2 text-ink opacity-0 shadow-sm transition-opacity delay-150 group-focus-within/term:visible group-focus-within/term:opacity-100 group-hover/term:visible group-hover/term:opacity-100"
      >
        {definition}
      </span>
    </span>
  );
}
