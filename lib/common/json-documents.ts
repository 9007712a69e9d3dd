/**
 * The JSON documents that a text holds one after the other, with line breaks between them or nothing
 * at all, as Firehose puts records together. What belongs to none is a piece of its own, so that
 * nothing is lost; whether a piece can be read is for others to find out.
 */
export function jsonDocuments(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let depth = 0;
  let inText = false;
  const cut = (end: number) => {
    const piece = text.slice(start, end).trim();
    if (piece) pieces.push(piece);
    start = end;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') {
      // No document of ours spans lines: one that is cut off does not swallow the next.
      cut(at + 1);
      depth = 0;
      inText = false;
    } else if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      if (depth === 0) cut(at);
      depth++;
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) cut(at + 1);
    }
  }
  cut(text.length);
  return pieces;
}
