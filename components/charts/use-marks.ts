import { type KeyboardEvent, useState } from 'react';

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Marks {
  /** The mark that is looked at, or null. */
  readonly at: number | null;
  readonly look: (mark: number | null) => void;
  /**
   * For the one element of a chart that takes the focus: a slider over its marks, what it says, and
   * what Enter and a click do.
   */
  readonly keys: (
    text: string,
    choose?: () => void,
  ) => {
    readonly tabIndex: 0;
    readonly role: 'slider';
    readonly 'aria-valuemin': 0;
    readonly 'aria-valuemax': number;
    readonly 'aria-valuenow': number;
    readonly 'aria-valuetext': string;
    readonly onClick: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onBlur: () => void;
  };
}

/**
 * Reading a chart mark by mark, by pointer or by arrow keys: `columns` marks to a row, where up and
 * down go from row to row.
 */
export function useMarks(count: number, columns = count): Marks {
  const [at, look] = useState<number | null>(null);
  const valid = at !== null && at < count ? at : null;

  function onKeyDown(event: KeyboardEvent, choose?: () => void) {
    if (event.key === 'Escape') return look(null);
    if (event.key === 'Enter') return choose?.();
    const next = nextMark(valid, event.key, count, columns);
    if (next === null) return;
    event.preventDefault();
    look(next);
  }

  return {
    at: valid,
    look,
    keys: (text, choose) => ({
      tabIndex: 0,
      role: 'slider',
      'aria-valuemin': 0,
      'aria-valuemax': Math.max(0, count - 1),
      'aria-valuenow': valid ?? 0,
      'aria-valuetext': text,
      onClick: () => choose?.(),
      onKeyDown: (event) => onKeyDown(event, choose),
      onBlur: () => look(null),
    }),
  };
}

/** Where a key leads from a mark; null where it leads nowhere. */
export function nextMark(
  at: number | null,
  key: string,
  count: number,
  columns: number,
): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const move = MOVES[key];
  if (!move) return null;
  if (at === null) return 0;
  const step = columns < count ? move[0] + move[1] * columns : move[0] - move[1];
  const next = at + step;
  return next < 0 || next >= count ? at : next;
}
