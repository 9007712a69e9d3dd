import { damagedFiles } from './inspect';
import { soundModels } from './inspect-models';
import { createKeeper, type KeeperOptions } from './keeper';
import { nodeIo } from './lake-io';
import { lockLake } from './lake-lock';
import { EMPTY_MANIFEST, type Manifest, ManifestError } from './manifest';
import { createManifestReader, writeManifest } from './manifest-file';

/** What a repair did. */
export interface Repair {
  /** Whether the manifest had to be begun anew. */
  readonly newManifest: boolean;
  /** Files taken out, by path. */
  readonly removed: readonly string[];
  readonly events: number;
}

export type RepairOptions = Pick<KeeperOptions, 'root' | 'clock' | 'roll' | 'makeModels'>;

/**
 * Makes Parquet good again from raw, which rolling never changes: damaged files leave the manifest,
 * then all of raw is rolled once more, and what sound files hold already is left out as copies. A
 * file that a backfill wrote has no raw; it is taken out only where it is damaged. Modelled days that
 * differ from their events are made anew.
 * @throws {LockedError} while a server works on the lake.
 */
export async function repairLake({
  root,
  clock,
  roll,
  makeModels,
}: RepairOptions): Promise<Repair> {
  const release = lockLake(root);
  try {
    const manifest = await readOrNull(root);
    const sound = manifest ?? EMPTY_MANIFEST;
    const removed = await damagedFiles(root, sound);
    const gone = new Set(removed);
    const files = sound.files.filter(({ path }) => !gone.has(path));
    const models = await soundModels(root, { ...sound, files });
    await writeManifest(
      root,
      {
        ...sound,
        generation: sound.generation + 1,
        files,
        segments: {},
        models,
        // Taken out, not deleted: what is left of them is put aside as any file nobody knows.
        retired: sound.retired.filter(({ path }) => !gone.has(path)),
      },
      nodeIo,
    );
    const keeper = createKeeper({ root, clock, io: nodeIo, roll, makeModels });
    await keeper.rollAll();
    await keeper.makeAllModels();
    await keeper.close();
    const after = await createManifestReader(root).read();
    // Rolling what is there again counts each event as a copy of itself.
    const mended = { ...after, generation: after.generation + 1, totals: sound.totals };
    await writeManifest(root, mended, nodeIo);
    const events = after.files.reduce((sum, { rows }) => sum + rows, 0);
    return { newManifest: manifest === null, removed, events };
  } finally {
    release();
  }
}

/**
 * Makes the modelled tables of every day whose events they do not hold: for who wrote event files
 * beside no server, such as a backfill. A server does the same by itself, in turns.
 * @throws {LockedError} while a server works on the lake.
 */
export async function makeLakeModels(options: RepairOptions): Promise<void> {
  const release = lockLake(options.root);
  const keeper = createKeeper({ ...options, io: nodeIo });
  try {
    await keeper.makeAllModels();
  } finally {
    await keeper.close();
    release();
  }
}

async function readOrNull(root: string): Promise<Manifest | null> {
  try {
    return await createManifestReader(root).read();
  } catch (error) {
    if (error instanceof ManifestError) return null;
    throw error;
  }
}
