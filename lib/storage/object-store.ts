export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  /** Of its content, in hexadecimal, where the store tells it without reading the object. */
  readonly md5?: string;
}

/**
 * Small named documents: saved views, history, run ledgers. Keys are slash-separated segments of
 * `[A-Za-z0-9._=-]`, never `.` or `..`; anything else is refused with a RangeError before it
 * reaches a driver's medium. Drivers: `folder`, `s3`, `memory`; one contract suite for all.
 */
export interface ObjectStore {
  readonly name: 'folder' | 's3' | 'memory';
  /** Replaces the object as a whole; readers see the old or the new one, never a mixture. */
  put(key: string, body: Uint8Array): Promise<void>;
  /** The object, or null where there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** Objects whose key starts with the prefix, by key. */
  list(prefix: string): Promise<readonly StoredObject[]>;
  /** Removes the object; nothing happens where there is none. */
  delete(key: string): Promise<void>;
}

const KEY = /^(?!\.{1,2}(\/|$))[A-Za-z0-9._=-]+(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._=-]+)*$/;

/** @throws {RangeError} for a key that no driver may see. */
export function assertKey(key: string): void {
  if (key.length > 512 || !KEY.test(key))
    throw new RangeError(`not an object key: ${JSON.stringify(key)}`);
}
