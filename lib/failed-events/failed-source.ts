import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS, toIso } from '@/lib/common/clock';
import { arrivalPartition } from '@/lib/lake/layout';
import { partitionsFrom, readLines, segmentsIn } from '@/lib/lake/segments';
import type { ObjectStore } from '@/lib/storage/object-store';
import { isPacked, unpacked } from '@/lib/storage/packed';
import type { FailedRange } from './failed-document';

/** A segment or object of failed events; its key begins with `dt=`. */
export interface FailedFile {
  readonly key: string;
  readonly bytes: number;
}

/** Whole lines, and how many bytes of the file lie before them. */
export interface FailedBlock {
  readonly offset: number;
  readonly lines: Buffer;
}

/** Where failed events are read from. */
export interface FailedSource {
  /** As many are read at one time. */
  readonly mostFiles: number;
  /** Newest first; all that may hold what was received in the stretch. */
  files(range: FailedRange): Promise<readonly FailedFile[]>;
  /** The file's whole lines from an offset on, a little at a time. */
  blocks(file: FailedFile, from: number): AsyncGenerator<FailedBlock>;
}

/** So little is read in one piece that nothing else of the server waits for it. */
const BLOCK_BYTES = 64 * 1024;
/** A segment is of the hour in which it was opened, and open for a quarter of one. */
const OPEN_MS = HOUR_MS;
/** An object is held in memory while it is read. */
export const MOST_OBJECT_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;
const KEY = /^dt=\d{4}-\d\d-\d\d\/hour=\d\d\/[A-Za-z0-9._-]{1,200}$/;

export const isFailedKey = (key: string): boolean => KEY.test(key) && !key.includes('..');

const newestFirst = (files: FailedFile[]) => files.sort((a, b) => (a.key < b.key ? 1 : -1));

/** The segments of a folder of the lake. */
export function createFolderSource(root: string): FailedSource {
  return {
    mostFiles: 20_000,
    async files({ fromMs, toMs }) {
      const [first, last] = [fromMs - OPEN_MS, toMs].map(arrivalPartition);
      const found: FailedFile[] = [];
      for (const partition of await partitionsFrom(root, '')) {
        if (partition < (first ?? '') || partition > (last ?? '')) continue;
        for (const name of await segmentsIn(join(root, partition))) {
          const key = `${partition}/${name}`;
          const stats = await stat(join(root, key)).catch(nullIfGone);
          if (stats && isFailedKey(key)) found.push({ key, bytes: stats.size });
        }
      }
      return newestFirst(found);
    },
    async *blocks({ key, bytes }, from) {
      const path = join(root, key);
      if (await isPackedFile(path)) {
        yield* blocksOf(await unpacked(await wholeFile(path, bytes)), from);
        return;
      }
      for (let offset = from; offset < bytes; ) {
        const lines = await readLines(path, offset, bytes, BLOCK_BYTES);
        if (lines.length === 0) return;
        yield { offset, lines };
        offset += lines.length;
      }
    },
  };
}

/** Objects as Firehose puts them; the store begins where `dt=` does. */
export function createStoredSource(store: ObjectStore): FailedSource {
  return {
    // Each is a request of its own.
    mostFiles: 500,
    async files({ fromMs, toMs }) {
      const [first, last] = [fromMs - OPEN_MS, toMs].map(arrivalPartition);
      const days: string[] = [];
      for (let at = fromMs - OPEN_MS; at < toMs + DAY_MS; at += DAY_MS) {
        days.push(`dt=${toIso(Math.min(at, toMs)).slice(0, 10)}/`);
      }
      const prefixes = days.length > 8 ? [''] : [...new Set(days)];
      const found: FailedFile[] = [];
      for (const prefix of prefixes) {
        for (const { key, bytes } of await store.list(prefix)) {
          const partition = key.split('/').slice(0, 2).join('/');
          const inside = partition >= (first ?? '') && partition <= (last ?? '');
          if (inside && isFailedKey(key)) found.push({ key, bytes });
        }
      }
      return newestFirst(found);
    },
    async *blocks({ key, bytes }, from) {
      if (bytes > MOST_OBJECT_BYTES) throw new RangeError(`${key} is too large to be read here`);
      const body = await store.get(key);
      if (body) yield* blocksOf(await unpacked(body), from);
    },
  };
}

function* blocksOf(body: Buffer, from: number): Generator<FailedBlock> {
  for (let offset = from; offset < body.length; ) {
    const wanted = body.lastIndexOf(NEWLINE, offset + BLOCK_BYTES - 1) + 1;
    const end = wanted > offset ? wanted : body.indexOf(NEWLINE, offset) + 1;
    if (end === 0) return;
    yield { offset, lines: body.subarray(offset, end) };
    offset = end;
  }
}

async function isPackedFile(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return isPacked(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function wholeFile(path: string, bytes: number): Promise<Buffer> {
  if (bytes > MOST_OBJECT_BYTES) throw new RangeError(`${path} is too large to be unpacked`);
  const file = await open(path, 'r');
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function nullIfGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
