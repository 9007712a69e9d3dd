import type { Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SEGMENT_PREFIX } from './layout';

const NEWLINE = 0x0a;

/** Partitions by arrival (`dt=…/hour=…`) below a folder that come after the given one, in order. */
export async function partitionsFrom(base: string, after: string): Promise<string[]> {
  const found: string[] = [];
  for (const day of await foldersIn(base, 'dt=')) {
    if (`${day}/~` < after) continue;
    for (const hour of await foldersIn(join(base, day), 'hour=')) {
      if (`${day}/${hour}` > after) found.push(`${day}/${hour}`);
    }
  }
  return found.sort();
}

/** By their names alone: whatever else lies about in the lake is nobody's segment. */
export async function segmentsIn(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries
    .filter((entry) => entry.isFile() && entry.name.startsWith(SEGMENT_PREFIX))
    .map(({ name }) => name)
    .sort();
}

/**
 * Whole lines between two offsets of a segment, about `maxBytes` of them but always the first one
 * whole; empty where no line ends there.
 */
export async function readLines(
  path: string,
  from: number,
  end: number,
  maxBytes: number,
): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    for (let size = maxBytes; ; size *= 2) {
      const buffer = Buffer.alloc(Math.min(size, end - from));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      const bytes = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      if (bytes > 0) return buffer.subarray(0, bytes);
      if (size >= end - from) return buffer.subarray(0, 0);
    }
  } finally {
    await handle.close();
  }
}

/** Where each line of a block of whole lines begins, and how long it is without its break. */
export function lineSpans(block: Buffer): { readonly offset: number; readonly bytes: number }[] {
  const spans: { offset: number; bytes: number }[] = [];
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(NEWLINE, at);
    spans.push({ offset: at, bytes: end - at });
    at = end + 1;
  }
  return spans;
}

export async function foldersIn(folder: string, prefix: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => name);
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
