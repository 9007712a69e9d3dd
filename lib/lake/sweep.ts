import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, DAY_MS } from '@/lib/common/clock';
import { ROLLED_FILE, TABLES, TRASH, tableFolder, UNFINISHED_FILE } from './layout';
import { knownFiles } from './manifest';
import type { ManifestReader } from './manifest-file';
import { foldersIn } from './segments';

const TRASHED_FOR_MS = 7 * DAY_MS;

/**
 * Puts aside the files of a roll, or of making models, that did not come to its end: they are in no manifest, so nobody
 * ever looked at them. What rolling did not make is left alone.
 */
export async function sweep(root: string, manifests: ManifestReader, clock: Clock): Promise<void> {
  const known = knownFiles(await manifests.read());
  const trash = join(root, TRASH);
  await mkdir(trash, { recursive: true });
  for (const table of TABLES) {
    const base = join(root, tableFolder(table));
    for (const day of await foldersIn(base, '')) {
      for (const name of await readdir(join(base, day))) {
        const path = join(base, day, name);
        if (UNFINISHED_FILE.test(name)) await rm(path, { force: true });
        else if (ROLLED_FILE.test(name) && !known.has(`${table}/${day}/${name}`)) {
          await rename(path, join(trash, name));
        }
      }
    }
  }
  for (const name of await readdir(trash)) {
    const path = join(trash, name);
    if (clock() - (await stat(path)).ctimeMs > TRASHED_FOR_MS) await rm(path, { force: true });
  }
}
