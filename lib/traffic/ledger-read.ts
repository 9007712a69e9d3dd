import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LEDGER_FOLDER, type LedgerEntry, ledgerEntryRule, ledgerPath } from './ledger';

/** A line that holds no entry: cut off where its writer died, or changed by somebody else since. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly kind: 'torn' | 'damaged';
}

/**
 * The entries of a run, in order. Only the last line before the end, or before the run was taken up
 * again, can have been torn by its writer's death; any other bad line is damage.
 */
export async function* readLedger(
  root: string,
  runId: string,
  onBad: (bad: BadLine) => void,
): AsyncGenerator<LedgerEntry> {
  const input = createReadStream(join(root, ledgerPath(runId)));
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let bad: number | null = null;
  for await (const line of lines) {
    number += 1;
    const entry = parseEntry(line);
    if (bad !== null) {
      onBad({ line: bad, kind: entry?.t === 'run' ? 'torn' : 'damaged' });
      bad = null;
    }
    if (entry) yield entry;
    else bad = number;
  }
  if (bad !== null) onBad({ line: bad, kind: 'torn' });
}

function parseEntry(line: string): LedgerEntry | null {
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
