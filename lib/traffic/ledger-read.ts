import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LEDGER_FOLDER, type LedgerEntry, ledgerEntryRule, ledgerPath } from './ledger';

/** A line that holds no entry: cut off where its writer died, or changed by somebody else since. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly kind: 'torn' | 'damaged';
}

/** Whole lines of a ledger that follow each other, and where they lie in it. */
export interface LedgerBlock {
  /** In bytes, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
}

const BLOCK_BYTES = 1024 * 1024;
const LINE_BREAK = 0x0a;

/** A run's ledger in blocks of about a mebibyte, from one of them to another or all of it. */
export async function* ledgerBlocks(
  root: string,
  runId: string,
  { from, to }: { readonly from: number; readonly to?: number } = { from: 0 },
): AsyncGenerator<LedgerBlock> {
  const input = createReadStream(join(root, ledgerPath(runId)), {
    start: from,
    // What the stream takes as its end is its last byte.
    ...(to !== undefined && { end: to - 1 }),
    highWaterMark: BLOCK_BYTES,
  });
  let at = from;
  let rest: Buffer[] = [];
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(LINE_BREAK) + 1;
    if (end > 0) {
      const bytes = Buffer.concat([...rest, chunk.subarray(0, end)]);
      yield { from: at, to: at + bytes.length, bytes };
      at += bytes.length;
      rest = [];
    }
    if (end < chunk.length) rest.push(chunk.subarray(end));
  }
  if (rest.length === 0) return;
  const bytes = Buffer.concat(rest);
  yield { from: at, to: at + bytes.length, bytes };
}

/** The lines of a block. */
export function* linesOf({ bytes }: LedgerBlock): Generator<string> {
  const text = bytes.toString('utf8');
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    yield text.slice(at, end < 0 ? undefined : end);
    if (end < 0) return;
    at = end + 1;
  }
}

/**
 * Tells torn lines from damaged ones. Only the last line before the end, or before the run was taken up
 * again, can have been torn by its writer's death; any other bad line is damage.
 */
export interface LineCounter {
  /** The next line is of this kind; null where it holds no entry. */
  saw(kind: LedgerEntry['t'] | null): void;
  end(): void;
}

export function createLineCounter(onBad: (bad: BadLine) => void): LineCounter {
  let number = 0;
  let bad: number | null = null;
  return {
    saw(kind) {
      number += 1;
      if (bad !== null) onBad({ line: bad, kind: kind === 'run' ? 'torn' : 'damaged' });
      bad = kind === null ? number : null;
    },
    end() {
      if (bad !== null) onBad({ line: bad, kind: 'torn' });
    },
  };
}

/** The entries of a run, in order. */
export async function* readLedger(
  root: string,
  runId: string,
  onBad: (bad: BadLine) => void,
): AsyncGenerator<LedgerEntry> {
  const counter = createLineCounter(onBad);
  for await (const block of ledgerBlocks(root, runId)) {
    for (const line of linesOf(block)) {
      const entry = parseEntry(line);
      counter.saw(entry?.t ?? null);
      if (entry) yield entry;
    }
  }
  counter.end();
}

/** null where the line holds none. */
export function parseEntry(line: string): LedgerEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null; // The caller names the line.
  }
  const read = ledgerEntryRule.safeParse(value);
  return read.success ? read.data : null;
}

/** Names of the runs that have a ledger here, the one written last at the end. */
export async function ledgerRuns(root: string): Promise<readonly string[]> {
  const folder = join(root, LEDGER_FOLDER);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const runs = names
    .filter((name) => name.endsWith('.ndjson'))
    .map(async (name) => ({
      run: name.slice(0, -'.ndjson'.length),
      at: (await stat(join(folder, name))).mtimeMs,
    }));
  return (await Promise.all(runs)).sort((a, b) => a.at - b.at).map(({ run }) => run);
}
