import { createHash } from 'node:crypto';
import type { ObjectStore, StoredObject } from './object-store';

/** An object to be copied; `body` is null where there is nothing by then. */
export interface Copy {
  readonly key: string;
  body(): Promise<Uint8Array | null>;
}

export interface CopyOptions {
  readonly to: ObjectStore;
  readonly copies: readonly Copy[];
  readonly signal?: AbortSignal;
  onCopy?(done: CopyCounts): void;
}

export interface CopyCounts {
  copied: number;
  copiedBytes: number;
  /** There already, with the same content. */
  same: number;
  /** Gone by then, or with nothing whole in them yet. */
  gone: number;
}

const AT_ONCE = 4;

/**
 * Copies what is not there with the same content, a few at a time: cut off, it goes on where it was.
 * Rejects at the first copy that fails, with those before it made.
 */
export async function copyObjects(options: CopyOptions): Promise<CopyCounts> {
  const { to, copies, signal, onCopy } = options;
  const there = await listed(to, copies);
  const counts: CopyCounts = { copied: 0, copiedBytes: 0, same: 0, gone: 0 };
  let next = 0;
  let failed = false;

  async function work(): Promise<void> {
    for (let copy = copies[next++]; copy && !failed; copy = copies[next++]) {
      signal?.throwIfAborted();
      const body = await copy.body();
      if (!body) counts.gone += 1;
      else if (await isSame(to, there.get(copy.key), body)) counts.same += 1;
      else {
        await to.put(copy.key, body);
        counts.copied += 1;
        counts.copiedBytes += body.length;
      }
      onCopy?.(counts);
    }
  }

  const workers = Array.from({ length: AT_ONCE }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  // None is still copying when this rejects.
  const settled = await Promise.allSettled(workers);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return counts;
}

/** What the target has in the folders that are copied to. */
async function listed(
  to: ObjectStore,
  copies: readonly Copy[],
): Promise<Map<string, StoredObject>> {
  const folders = new Set(copies.map(({ key }) => key.slice(0, key.indexOf('/') + 1)));
  const found = new Map<string, StoredObject>();
  for (const folder of folders) {
    for (const object of await to.list(folder)) found.set(object.key, object);
  }
  return found;
}

async function isSame(
  to: ObjectStore,
  object: StoredObject | undefined,
  body: Uint8Array,
): Promise<boolean> {
  if (object?.bytes !== body.length) return false;
  if (object.md5 !== undefined) {
    return object.md5 === createHash('md5').update(body).digest('hex');
  }
  return Buffer.from((await to.get(object.key)) ?? []).equals(body);
}
