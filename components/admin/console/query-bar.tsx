import type { ReactNode } from 'react';

interface QueryBarProps {
  readonly running: boolean;
  /** Whether there is an editor yet to take the query from. */
  readonly ready: boolean;
  onRun(): void;
  onCancel(): void;
  onFormat(): void;
  /** What else may be done with the query, and what became of it. */
  readonly children: ReactNode;
}

export const BAR_BUTTON = 'min-h-9 border border-line px-3 hover:border-ink';

/** What is done with the query above it. */
export function QueryBar({ running, ready, onRun, onCancel, onFormat, children }: QueryBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-t px-4 py-2 md:px-6 lg:px-3">
      {running ? (
        <button type="button" className={`${BAR_BUTTON} w-24 text-danger`} onClick={onCancel}>
          Cancel
        </button>
      ) : (
        <button
          type="button"
          disabled={!ready}
          title="Ctrl-Enter, or Cmd-Enter"
          onClick={onRun}
          className="min-h-9 w-24 bg-ink px-4 font-medium text-paper disabled:opacity-60"
        >
          Run
        </button>
      )}
      <button type="button" title="Shift-Alt-F" className={BAR_BUTTON} onClick={onFormat}>
        Format
      </button>
      {children}
    </div>
  );
}
