/** A stretch of a text, by characters from its start. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Where a line and column, both from 1, lie in a text: the word there, or the line where no column is said. */
export function placeOf(text: string, line: number, column: number | null): Place {
  const lines = text.split('\n');
  const at = Math.min(Math.max(1, line), lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  const here = lines[at] ?? '';
  if (column === null) return { from: start, to: start + here.length };
  const offset = Math.min(Math.max(1, column), here.length + 1) - 1;
  const word = /^(\w+|"[^"]*"|.)/.exec(here.slice(offset))?.[0] ?? '';
  const from = start + offset;
  return { from, to: from + word.length };
}
