import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, HOUR_MS } from '@/lib/common/clock';
import { arrivalPartition, SEGMENT_PREFIX } from './layout';

/** Hands out the lake's durable event lines once each, oldest segment first. */
export interface LakeTail {
  /**
   * The next lines (JSON texts), at most about `maxBytes` of them; empty when everything durable by
   * now has been handed out. A torn last line of a dead process is never handed out.
   */
  next(maxBytes: number): Promise<readonly string[]>;
}

export interface LakeTailOptions {
  readonly root: string;
  readonly folder: string;
  readonly clock: Clock;
  /** This process's open segment: read no further than what is durable of it. */
  readonly open: () => { readonly path: string; readonly durableBytes: number } | null;
}

const NEWLINE = 0x0a;

/** Not for concurrent callers: one reader drains it. */
export function createLakeTail({
  root,
  folder,
  clock,
  open: ownSegment,
}: LakeTailOptions): LakeTail {
  const base = join(root, folder);
  /** Bytes handed out of each segment in a partition that may still grow. */
  const consumed = new Map<string, number>();
  /** Partitions before this one are finished and were read to their end. */
  let finishedBefore = '';

  async function next(maxBytes: number): Promise<readonly string[]> {
    // An hour of grace: a segment that another process began before the hour may still grow.
    const settled = arrivalPartition(clock() - 2 * HOUR_MS);
    for (const partition of await partitionsFrom(base, finishedBefore)) {
      for (const name of await segmentsIn(join(base, partition))) {
        const lines = await readOn(join(base, partition, name), maxBytes);
        if (lines.length > 0) return lines;
      }
      if (partition < settled) finish(partition);
    }
    // Where the clock was set back our open segment may lie in a partition thought finished.
    const own = ownSegment();
    return own ? readOn(own.path, maxBytes) : [];
  }

  function finish(partition: string): void {
    // '~' sorts after every path below the partition.
    finishedBefore = `${partition}~`;
    const own = ownSegment()?.path;
    for (const path of consumed.keys()) {
      if (path.startsWith(join(base, partition)) && path !== own) consumed.delete(path);
    }
  }

  async function readOn(path: string, maxBytes: number): Promise<string[]> {
    const from = consumed.get(path) ?? 0;
    const own = ownSegment();
    const end = own?.path === path ? own.durableBytes : (await stat(path)).size;
    if (end <= from) return [];
    const { text, bytes } = await readLines(path, from, end, maxBytes);
    consumed.set(path, from + bytes);
    return text.split('\n').filter((line) => line !== '');
  }

  return { next };
}

/** Whole lines between two offsets, about `maxBytes` of them but always the first one whole. */
async function readLines(path: string, from: number, end: number, maxBytes: number) {
  const handle = await open(path, 'r');
  try {
    for (let size = maxBytes; ; size *= 2) {
      const buffer = Buffer.alloc(Math.min(size, end - from));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      const bytes = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      if (bytes > 0) return { text: buffer.toString('utf8', 0, bytes), bytes };
      if (size >= end - from) return { text: '', bytes: 0 };
    }
  } finally {
    await handle.close();
  }
}

async function partitionsFrom(base: string, after: string): Promise<string[]> {
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
async function segmentsIn(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries
    .filter((entry) => entry.isFile() && entry.name.startsWith(SEGMENT_PREFIX))
    .map(({ name }) => name)
    .sort();
}

async function foldersIn(folder: string, prefix: string): Promise<string[]> {
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
