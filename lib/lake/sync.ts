import { type Copy, type CopyCounts, copyObjects } from '@/lib/storage/copy-objects';
import type { ObjectStore } from '@/lib/storage/object-store';
import { LANDING_FROM, PREFIXES } from './bucket-layout';
import { PROCESSED_EVENTS } from './layout';
import { createManifestReader } from './manifest-file';

export interface SyncOptions {
  readonly root: string;
  /** The folder of the lake, as a store. */
  readonly lake: ObjectStore;
  /** The processed bucket; what lands there is taken in by the merge. */
  readonly processed?: ObjectStore;
  readonly raw?: ObjectStore;
  readonly signal?: AbortSignal;
  onCopy?(done: CopyCounts): void;
}

export interface SyncReport {
  readonly processed: CopyCounts | null;
  readonly raw: CopyCounts | null;
  /** Days that the merge has to look at, both included; null where nothing landed. */
  readonly arrivals: { readonly from: string; readonly to: string } | null;
  /** Dates before the first that Athena looks at: not copied. */
  readonly tooOld: readonly string[];
}

const RAW = 'raw/';
const NEWLINE = 0x0a;
/** A lake that rolls while it is copied is looked at again, so often. */
const PASSES = 3;

/**
 * Copies a lake into the buckets: Parquet under the landing prefix, each file under the date of its
 * events and hour 00, and raw as it is. Names of files are never used twice, so that a copy made once
 * stays right; events that a later file has, too, are copies to the merge.
 */
export async function syncLake(options: SyncOptions): Promise<SyncReport> {
  const { root, processed, raw } = options;
  const manifests = createManifestReader(root);
  const dates = new Set<string>();
  let landed: CopyCounts | null = null;
  for (let pass = 1, generation = -1; processed && pass <= PASSES; pass++) {
    const manifest = await manifests.read();
    if (manifest.generation === generation) break;
    generation = manifest.generation;
    for (const { dt } of manifest.files) dates.add(dt);
    const copies = manifest.files
      .filter(({ dt }) => dt >= LANDING_FROM)
      .map(({ dt, path }) => landingCopy(options.lake, dt, path));
    landed = added(landed, await copyObjects({ ...options, to: processed, copies }));
    if (landed.gone === 0) break;
  }
  const copies = raw ? await rawCopies(options.lake) : [];
  const days = [...dates].sort();
  const reached = days.filter((date) => date >= LANDING_FROM);
  const [from] = reached;
  const to = reached.at(-1);
  return {
    processed: landed,
    raw: raw ? await copyObjects({ ...options, to: raw, copies }) : null,
    arrivals: from !== undefined && to !== undefined ? { from, to } : null,
    tooOld: days.filter((date) => date < LANDING_FROM),
  };
}

function landingCopy(lake: ObjectStore, dt: string, path: string): Copy {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    key: `${PREFIXES.landingEvents}dt=${dt}/hour=00/${name}`,
    body: () => lake.get(`${PROCESSED_EVENTS}/${path}`),
  };
}

/** A segment that is still written to is copied to its last whole line, and again by the next sync. */
async function rawCopies(lake: ObjectStore): Promise<Copy[]> {
  const objects = await lake.list(RAW);
  return objects.map(({ key }) => ({
    key: key.slice(RAW.length),
    async body() {
      const body = await lake.get(key);
      if (!body || key.endsWith('.gz')) return body;
      const whole = body.subarray(0, body.lastIndexOf(NEWLINE) + 1);
      return whole.length > 0 ? whole : null;
    },
  }));
}

/** What a later pass found the same was copied, or found, by an earlier one. */
function added(before: CopyCounts | null, now: CopyCounts): CopyCounts {
  if (!before) return now;
  return {
    copied: before.copied + now.copied,
    copiedBytes: before.copiedBytes + now.copiedBytes,
    same: before.same,
    gone: now.gone,
  };
}
