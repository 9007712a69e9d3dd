/** What is asked of a text, and where it begins there. */
export interface Asked {
  readonly sql: string;
  readonly from: number;
}

const TOKENS = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;/g;

/**
 * The selection where there is one; else the statement at the cursor, which is the whole text unless
 * semicolons divide it. Without the semicolon, and without blanks around it.
 */
export function askedOf(text: string, selection: { from: number; to: number }): Asked {
  const { from, to } = selection;
  if (from < to && text.slice(from, to).trim() !== '') return trimmed(text, from, to);
  const ends = [...text.matchAll(TOKENS)].filter(([token]) => token === ';');
  const bounds = [0, ...ends.map(({ index }) => index + 1), text.length + 1];
  const parts = bounds
    .slice(1)
    .map((end, at) => ({ ...trimmed(text, bounds[at] ?? 0, end - 1), end }))
    .filter(({ sql }) => sql !== '');
  const { sql, from: start } = parts.find(({ end }) => from < end) ??
    parts.at(-1) ?? { sql: '', from: 0 };
  return { sql, from: start };
}

function trimmed(text: string, from: number, to: number): Asked {
  const part = text.slice(from, to).replace(/[\s;]+$/, '');
  const sql = part.trimStart();
  return { sql, from: from + part.length - sql.length };
}
