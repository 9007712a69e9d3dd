import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SECOND_MS } from '@/lib/common/clock';
import { syncFolders } from '@/lib/lake/lake-io';
import { type LedgerEntry, ledgerPath } from './ledger';
import { lotText } from './lot-text';

/** A run's ledger being written. */
export interface Ledger {
  /**
   * Resolves once the entry is with the operating system, which a killed process cannot take back;
   * the disk has it within a second. Entries stay in order. Rejects where it cannot be written: a run
   * whose truth is not kept must not go on.
   */
  write(entry: LedgerEntry): Promise<void>;
  /** Everything is on the disk; nothing can be written any more. */
  close(): Promise<void>;
}

const SYNC_EVERY_MS = SECOND_MS;
const LINE_BREAK = 0x0a;

/** Opens the ledger of a run, or goes on with it: after a torn last line a new one begins. */
export async function openLedger(root: string, runId: string): Promise<Ledger> {
  const path = join(root, ledgerPath(runId));
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+');
  await syncFolders(path, root);
  let queue: string[] = (await endsInLine(file)) ? [] : ['\n'];
  let work: Promise<void> = Promise.resolve();
  /** Beside the writes: at thousands of events a second none of them may wait for the disk. */
  let syncing: Promise<void> = Promise.resolve();
  let draining = false;
  let dirty = false;
  const timer = setInterval(() => {
    syncing = syncing.then(sync);
    syncing.catch((error: unknown) => void inOrder(() => Promise.reject(error)));
  }, SYNC_EVERY_MS);
  timer.unref();

  /** After a failure nothing follows: the promise stays rejected, and every later write hears why. */
  function inOrder(step: () => Promise<void>): Promise<void> {
    work = work.then(step);
    work.catch(() => undefined);
    return work;
  }

  async function sync(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    await file.datasync();
  }

  async function drain(): Promise<void> {
    draining = false;
    const lot = queue.join('');
    queue = [];
    await file.appendFile(lot);
    dirty = true;
  }

  return {
    write(entry) {
      queue.push(`${lineOf(entry)}\n`);
      // What arrives while a lot is on its way shares the next one.
      if (draining) return work;
      draining = true;
      return inOrder(drain);
    },
    async close() {
      clearInterval(timer);
      try {
        await work;
        await syncing;
        await sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** As JSON.stringify has it; what a producer captures it sends as well, and the text is made once. */
function lineOf(entry: LedgerEntry): string {
  if (entry.t !== 'captured') return JSON.stringify(entry);
  const { events, ...head } = entry;
  return `${JSON.stringify(head).slice(0, -1)},"events":${lotText(events)}}`;
}

async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === LINE_BREAK;
}

/** Writes nothing: for traffic whose truth is its plan. */
export const noLedger: Ledger = {
  write: async () => undefined,
  close: async () => undefined,
};
