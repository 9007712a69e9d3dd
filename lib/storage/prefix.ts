import { assertKey, type StoredObject } from './object-store';

/**
 * A prefix is the beginning of a key: nothing, or a key that may end in a slash.
 * @throws {RangeError} for one that no key can start with.
 */
export function assertPrefix(prefix: string): void {
  if (prefix !== '') assertKey(prefix.endsWith('/') ? `${prefix}x` : prefix);
}

/** By code unit, as S3 lists, the same on every machine. */
export function byKey(a: StoredObject, b: StoredObject): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
