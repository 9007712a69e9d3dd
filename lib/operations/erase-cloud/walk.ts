import {
  ChangedError,
  type ObjectVersion,
  type ObjectVersions,
} from '@/lib/storage/object-versions';
import { fewAtOnce } from './few-at-once';
import type { Rid } from './their-objects';

export interface WalkOptions {
  readonly store: ObjectVersions;
  readonly versions: readonly ObjectVersion[];
  readonly rid: (key: string) => Rid;
  /** Only looks. */
  readonly dryRun: boolean;
  /** Between objects, for who has to be told that it goes on. */
  onObject?(): Promise<void>;
}

export interface Walked {
  /** Objects that hold them, and how many lines, records or rows of those. */
  readonly objects: number;
  readonly taken: number;
  /** Old versions that hold them. */
  readonly versions: number;
  readonly keys: readonly string[];
}

const AT_ONCE = 6;
/** An object that a server writes as well may change under our hands, but not for ever. */
const TRIES = 5;

/**
 * Takes somebody out of objects: the latest version of each is written anew without them, old versions
 * that hold them are deleted. May be run again at any time: what is done is passed by.
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const { store, versions, rid, dryRun, onObject } = options;
  const keys = new Set<string>();
  let objects = 0;
  let taken = 0;
  let old = 0;

  async function one(version: ObjectVersion): Promise<void> {
    const body = await store.get(version);
    const without = body && (await rid(version.key)(body));
    if (!without) return;
    if (!dryRun) {
      if (version.isLatest && without.body) await store.replace(version, without.body);
      else await store.remove(version);
    }
    keys.add(version.key);
    if (version.isLatest) {
      objects += 1;
      taken += without.taken;
    } else old += 1;
  }

  async function persistently(version: ObjectVersion): Promise<void> {
    let latest: ObjectVersion | undefined = version;
    for (let tries = 1; latest; tries++) {
      try {
        return await one(latest);
      } catch (error) {
        if ((error as Error).name !== ChangedError.name || tries === TRIES) throw error;
        const { key } = version;
        latest = (await store.list(key)).find((found) => found.key === key && found.isLatest);
      }
    }
  }

  await fewAtOnce(versions, AT_ONCE, async (version) => {
    await persistently(version);
    await onObject?.();
  });
  return { objects, taken, versions: old, keys: [...keys].sort() };
}
