import { setImmediate as nextTurn } from 'node:timers/promises';
import { logError } from '@/lib/common/log-error';
import type { FailedRange } from './failed-document';
import type { FailedBlock, FailedFile, FailedSource } from './failed-source';
import { type KeptFailure, readFailedLine } from './kept-failure';

/** A failed event where it lies. */
export interface SeenFailure {
  readonly key: string;
  readonly offset: number;
  readonly line: string;
  readonly kept: KeptFailure;
}

export interface Scanned {
  readonly lines: number;
  readonly bytes: number;
  /** What is older was not looked at; null where all was. */
  readonly sinceMs: number | null;
  readonly unreadable: number;
}

const NEWLINE = 0x0a;

/**
 * Reads what was received in a stretch, from the newest file to the oldest, and hands it over a block
 * at a time until it is told to stop. Between two blocks everything else of the process has its turn.
 */
export async function scanFailed(
  source: FailedSource,
  range: FailedRange,
  mostBytes: number,
  visit: (seen: readonly SeenFailure[]) => Promise<boolean> | boolean,
): Promise<Scanned> {
  let lines = 0;
  let bytes = 0;
  let unreadable = 0;
  let files = 0;
  let oldestMs: number | null = null;
  const end = (capped: boolean): Scanned => {
    return { lines, bytes, unreadable, sinceMs: capped ? (oldestMs ?? range.toMs) : null };
  };

  for (const file of await source.files(range)) {
    if (files === source.mostFiles || bytes >= mostBytes) return end(true);
    files += 1;
    // Of a file that is too much, its end: the newest lines of all.
    const from = file.bytes > mostBytes - bytes ? await endOf(source, file, mostBytes - bytes) : 0;
    const blocks = source.blocks(file, from);
    for (;;) {
      const block = await nextOf(blocks, file.key);
      if (block === 'damaged') unreadable += 1;
      if (block === null || block === 'damaged') break;
      const seen = seenIn(file.key, block.offset, block.lines);
      lines += seen.length;
      bytes += block.lines.length;
      unreadable += seen.filter((one) => one === null).length;
      const inside = seen.filter((one) => one !== null && isInside(one, range)) as SeenFailure[];
      for (const { kept } of inside) oldestMs = Math.min(oldestMs ?? Infinity, kept.receivedMs);
      if (inside.length > 0 && !(await visit(inside))) return end(false);
      await nextTurn();
    }
    if (from > 0) return end(true);
  }
  return end(false);
}

/** Gone by retention, or damaged: the other files can be read all the same. */
async function nextOf(blocks: AsyncGenerator<FailedBlock>, key: string) {
  try {
    const next = await blocks.next();
    return next.done ? null : next.value;
  } catch (error) {
    logError(`failed events, ${key}`, error);
    return 'damaged' as const;
  }
}

/** The line that begins at an offset; null where none does. */
export async function lineAt(
  source: FailedSource,
  key: string,
  offset: number,
  range: FailedRange,
): Promise<SeenFailure | null> {
  const file = (await source.files(range)).find((one) => one.key === key);
  if (!file) return null;
  for await (const block of source.blocks(file, offset)) {
    return seenIn(key, offset, block.lines)[0] ?? null;
  }
  return null;
}

/** Where a line begins so far before the end of a file. */
async function endOf(source: FailedSource, file: FailedFile, bytes: number): Promise<number> {
  const near = file.bytes - bytes;
  const block = await nextOf(source.blocks(file, near), file.key);
  return block === null || block === 'damaged' ? 0 : near + block.lines.indexOf(NEWLINE) + 1;
}

function seenIn(key: string, start: number, block: Buffer): (SeenFailure | null)[] {
  const seen: (SeenFailure | null)[] = [];
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(NEWLINE, at);
    const stop = end < 0 ? block.length : end;
    if (stop > at) {
      const line = block.toString('utf8', at, stop);
      const kept = readFailedLine(line);
      seen.push(kept && { key, offset: start + at, line, kept });
    }
    at = stop + 1;
  }
  return seen;
}

function isInside({ kept }: SeenFailure, { fromMs, toMs }: FailedRange): boolean {
  return kept.receivedMs >= fromMs && kept.receivedMs < toMs;
}
