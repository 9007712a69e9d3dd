/** Letters, digits and the marks of a signed token; nothing that would have to be escaped. */
const TOKEN = /^[\w.~-]{16,}$/;

/** The token in a pasted order link, or the token itself; null where it is neither. */
export function orderToken(pasted: string): string | null {
  const text = pasted.trim();
  const inLink = /[?&]order=([^&#\s]+)/.exec(text)?.[1];
  const token = inLink === undefined ? text : decoded(inLink);
  return TOKEN.test(token) ? token : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
