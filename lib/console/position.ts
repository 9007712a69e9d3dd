export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line and column of a character, both from 1. */
export function positionOf(text: string, at: number): Position {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
}

/** The character at a line and column, both from 1; the end of the text where there is no such place. */
export function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + column - 1);
}

/** The character where a byte of the text's UTF-8 lies. */
export function characterAt(text: string, byte: number): number {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, byte)).length;
}
