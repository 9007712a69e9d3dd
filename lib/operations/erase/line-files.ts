import { open, readdir, readFile, readlink, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { syncFolders } from '@/lib/lake/lake-io';

const BREAK = 0x0a;
const GZIP = [0x1f, 0x8b];
/** No reader looks at such a name; what a crash leaves is taken away by the next erasure. */
const UNFINISHED = '.erasing-';

/** A line that was taken out: where it began, and how long it was with its break. */
export interface TakenLine {
  readonly offset: number;
  readonly bytes: number;
}

export interface Rewritten {
  readonly taken: readonly TakenLine[];
  /** Of the file as it is now. */
  readonly bytes: number;
}

/** Files below a folder, whatever they are called; none where it does not exist. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export async function removeUnfinished(folder: string): Promise<void> {
  for (const path of await filesBelow(folder)) {
    if (basename(path).startsWith(UNFINISHED)) await rm(path, { force: true });
  }
}

export function textOf(body: Buffer): string {
  return (isPacked(body) ? gunzipSync(body) : body).toString('utf8');
}

function isPacked(body: Buffer): boolean {
  return body[0] === GZIP[0] && body[1] === GZIP[1];
}

/** A file of lines as some changes leave it. */
export interface ChangedLines extends Rewritten {
  /** As it is to be stored: packed where it was. */
  readonly stored: Buffer;
}

/**
 * Lines, packed or plain, with each as `change` has it, or without it where that is null; what follows
 * the last break stays, unless it is to go as well. Null where nothing changes. Lines that stay keep
 * every byte.
 */
export function changeLines(
  stored: Buffer,
  change: (line: string) => string | null,
): ChangedLines | null {
  const packed = isPacked(stored);
  const body = packed ? gunzipSync(stored) : stored;
  const kept: Buffer[] = [];
  const taken: TakenLine[] = [];
  let changed = false;
  for (let at = 0; at < body.length; ) {
    const found = body.indexOf(BREAK, at);
    const end = found < 0 ? body.length : found;
    const after = found < 0 ? end : end + 1;
    const line = body.toString('utf8', at, end);
    const next = line === '' ? line : change(line);
    if (next === null) taken.push({ offset: at, bytes: after - at });
    else if (next === line) kept.push(body.subarray(at, after));
    else {
      changed = true;
      kept.push(Buffer.from(found < 0 ? next : `${next}\n`));
    }
    at = after;
  }
  if (taken.length === 0 && !changed) return null;
  const whole = Buffer.concat(kept);
  return { taken, bytes: whole.length, stored: packed ? gzipSync(whole) : whole };
}

/**
 * Writes a file of lines anew as `changeLines` has it. After a crash there is the old file or the new
 * one, whole.
 * @throws where another process writes it: what it adds would be lost.
 */
export async function rewriteLines(
  path: string,
  root: string,
  change: (line: string) => string | null,
): Promise<Rewritten | null> {
  const changed = changeLines(await readFile(path), change);
  if (!changed) return null;
  const writer = await writerOf(path);
  if (writer !== null) {
    throw new Error(`${path} is being written by process ${writer}: stop that one first`);
  }
  const { stored, taken, bytes } = changed;
  await replaceFile(path, stored, root);
  return { taken, bytes };
}

async function replaceFile(path: string, body: Buffer, root: string): Promise<void> {
  const next = join(dirname(path), `${UNFINISHED}${basename(path)}`);
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(body);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, path);
  await syncFolders(path, root);
}

/** Another process that has the file open. Only Linux tells; elsewhere nobody is found. */
async function writerOf(path: string): Promise<number | null> {
  const processes = await readdir('/proc').catch(() => []);
  for (const pid of processes.filter((name) => /^\d+$/.test(name))) {
    const folder = join('/proc', pid, 'fd');
    for (const number of await readdir(folder).catch(() => [])) {
      // A descriptor may be closed while one looks.
      const target = await readlink(join(folder, number)).catch(() => null);
      if (target === path) return Number(pid);
    }
  }
  return null;
}
