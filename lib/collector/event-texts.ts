/**
 * The text of each element of a body's `events`, letter for letter as it was sent: what a failed
 * event keeps, since parsing has already turned 1e400 into Infinity and lost repeated keys. The body
 * must have passed JSON.parse; where it repeats `events` the last one counts, as there. Never
 * recurses, however deep the input is.
 */
export function eventTexts(body: string): readonly string[] {
  let texts: string[] = [];
  let at = skipSpace(body, 0) + 1;
  for (;;) {
    at = skipSpace(body, at);
    if (body[at] === ',') at = skipSpace(body, at + 1);
    if (body[at] !== '"') return texts;
    const keyEnd = endOfString(body, at);
    const isEvents = JSON.parse(body.slice(at, keyEnd)) === 'events';
    const start = skipSpace(body, skipSpace(body, keyEnd) + 1);
    at = endOfValue(body, start);
    if (isEvents) texts = body[start] === '[' ? elementsOf(body, start) : [];
  }
}

function elementsOf(body: string, opening: number): string[] {
  const elements: string[] = [];
  let at = skipSpace(body, opening + 1);
  while (body[at] !== ']') {
    const end = endOfValue(body, at);
    elements.push(body.slice(at, end));
    at = skipSpace(body, end);
    if (body[at] === ',') at = skipSpace(body, at + 1);
  }
  return elements;
}

function endOfValue(body: string, start: number): number {
  if (body[start] === '"') return endOfString(body, start);
  let depth = 0;
  for (let at = start; at < body.length; at++) {
    const letter = body[at];
    if (letter === '"') {
      at = endOfString(body, at) - 1;
    } else if (letter === '{' || letter === '[') {
      depth += 1;
    } else if (letter === '}' || letter === ']') {
      depth -= 1;
      // One that opened before this value ends a number or a word; its own last one is part of it.
      if (depth <= 0) return depth < 0 ? at : at + 1;
    } else if (depth === 0 && (letter === ',' || isSpace(letter))) {
      return at;
    }
  }
  return body.length;
}

function endOfString(body: string, opening: number): number {
  for (let at = opening + 1; at < body.length; at++) {
    if (body[at] === '\\') at += 1;
    else if (body[at] === '"') return at + 1;
  }
  return body.length;
}

function skipSpace(body: string, from: number): number {
  let at = from;
  while (isSpace(body[at])) at += 1;
  return at;
}

function isSpace(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\n' || letter === '\r' || letter === '\t';
}
