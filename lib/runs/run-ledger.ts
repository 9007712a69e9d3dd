import { open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type LedgerEntry,
  type LedgerRun,
  ledgerEntryRule,
  ledgerPath,
} from '@/lib/traffic/ledger';

/** The first and the last line of a ledger: enough to tell what a run was and how it ended. */
export interface LedgerEdges {
  readonly run: LedgerRun;
  readonly end: Extract<LedgerEntry, { t: 'end' }> | null;
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly writtenAtMs: number;
}

/** Longer than any first or last line that counts. */
const EDGE_BYTES = 16 * 1024;

/** null where there is no ledger, or none that begins as one. */
export async function ledgerEdges(root: string, runId: string): Promise<LedgerEdges | null> {
  const file = await open(join(root, ledgerPath(runId))).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) return null;
  try {
    const { size, mtimeMs } = await file.stat();
    const at = async (position: number) => {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(EDGE_BYTES),
        0,
        EDGE_BYTES,
        position,
      );
      return buffer.toString('utf8', 0, bytesRead);
    };
    const run = entryOf((await at(0)).split('\n')[0]);
    if (run?.t !== 'run') return null;
    const last = entryOf((await at(Math.max(0, size - EDGE_BYTES))).trimEnd().split('\n').at(-1));
    return { run, end: last?.t === 'end' ? last : null, bytes: size, writtenAtMs: mtimeMs };
  } finally {
    await file.close();
  }
}

function entryOf(line = ''): LedgerEntry | null {
  try {
    const read = ledgerEntryRule.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null; // Torn, or still being written.
  }
}
