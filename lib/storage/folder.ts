import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { assertKey, type ObjectStore, type StoredObject } from './object-store';
import { assertPrefix, byKey } from './prefix';

// No key may hold a tilde: a file being written can neither be listed nor asked for.
const TEMP_MARK = '~';

/**
 * One file an object, under its key as path. A key cannot also be a folder of another key here:
 * such a put rejects with the file system's error.
 */
export function createFolderStore(options: { readonly root: string }): ObjectStore {
  const root = resolve(options.root);
  const pathOf = (key: string) => join(root, ...key.split('/'));

  return {
    name: 'folder',
    async put(key, body) {
      assertKey(key);
      const path = pathOf(key);
      const folder = dirname(path);
      await makeFolder(folder);
      const temp = join(folder, `${TEMP_MARK}${randomUUID()}`);
      try {
        await writeDurably(temp, body);
        await rename(temp, path);
      } catch (error) {
        await unlink(temp).catch(onlyIfMissing);
        throw error;
      }
      await syncFolder(folder);
    },
    async get(key) {
      assertKey(key);
      return await readFile(pathOf(key)).then((body) => new Uint8Array(body), nullIfNoFile);
    },
    async list(prefix) {
      assertPrefix(prefix);
      // Only the folder that the prefix reaches into is walked.
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const found: StoredObject[] = [];
      for await (const path of filesUnder(join(root, folder))) {
        const key = relative(root, path).split('\\').join('/');
        if (!key.startsWith(prefix) || key.includes(TEMP_MARK)) continue;
        const stats = await stat(path).catch(nullIfNoFile);
        if (stats) found.push({ key, bytes: stats.size, modifiedAt: Math.floor(stats.mtimeMs) });
      }
      return found.sort(byKey);
    },
    async delete(key) {
      assertKey(key);
      const path = pathOf(key);
      if (!(await stat(path).catch(nullIfNoFile))?.isFile()) return;
      await unlink(path).catch(onlyIfMissing);
      await syncFolder(dirname(path));
    },
  };
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(nullIfNoFile)) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

/** Makes the folder and those above it, each entry durable in the folder that holds it. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (!first) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function writeDurably(path: string, body: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it a rename can be undone by a crash, though the file's own bytes are safe. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nullIfNoFile(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return null;
  throw error;
}

function onlyIfMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
