/** A text with some parts written anew, and the way back from a place in it. */
export interface Rewritten {
  readonly text: string;
  /** The place in the text that it was made of. */
  back(at: number): number;
}

/** Writes each match of `token` anew; null leaves it as it is. */
export function rewritten(
  text: string,
  token: RegExp,
  anew: (match: RegExpExecArray) => string | null,
): Rewritten {
  const places: { readonly from: number; readonly shift: number }[] = [];
  let written = '';
  let copied = 0;
  for (const match of text.matchAll(token)) {
    const replacement = anew(match);
    if (replacement === null) continue;
    written += text.slice(copied, match.index) + replacement;
    copied = match.index + match[0].length;
    places.push({ from: written.length, shift: copied - written.length });
  }
  return {
    text: written + text.slice(copied),
    back: (at) => at + (places.findLast(({ from }) => from <= at)?.shift ?? 0),
  };
}

/** Texts, quoted names and comments: a `?` or a name in them is none. */
export const NOT_CODE = `'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\\n]*|/\\*[\\s\\S]*?\\*/`;
