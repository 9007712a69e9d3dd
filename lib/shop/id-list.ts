/** Product ids in an order that means something, each once: a wishlist, what was looked at. */
export type IdList = readonly string[];

export const NO_IDS: IdList = [];

/** Whatever is not a list of ids is an empty one; the rest is cut to `most`. */
export function parseIdList(stored: string | null, most: number): IdList {
  if (stored === null) return NO_IDS;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return NO_IDS;
  }
  if (!Array.isArray(value) || !value.every(isId)) return NO_IDS;
  return [...new Set(value)].slice(0, most);
}

/** Without the ids that are no longer sold; the same list where there are none. */
export function keepKnownIds(list: IdList, isKnown: (id: string) => boolean): IdList {
  return list.every(isKnown) ? list : list.filter(isKnown);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 64;
}
