import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock } from '@/lib/common/clock';
import { nodeIo } from '@/lib/lake/lake-io';
import { lockLake } from '@/lib/lake/lake-lock';
import { SPILL } from '@/lib/lake/layout';
import { withFile } from '@/lib/lake/manifest';
import { createManifestReader, writeManifest } from '@/lib/lake/manifest-file';
import { sweep } from '@/lib/lake/sweep';
import { type BackfillJob, type DoneDay, datesOf, madeOf } from './backfill-days';

export interface BackfillOptions extends Omit<BackfillJob, 'files'> {
  readonly clock: Clock;
  /** Processes to work with. */
  readonly workers: number;
  /** Makes the files of some days; tests and small stretches do so in this process. */
  readonly run?: (job: BackfillJob, signal: AbortSignal) => AsyncIterable<DoneDay>;
}

export interface Backfilled {
  readonly days: number;
  /** Days that were in the lake by an earlier run of the same. */
  readonly skipped: number;
  /** Events planned, and those of them that the lake did not have. */
  readonly events: number;
  readonly added: number;
  readonly bytes: number;
}

/**
 * Writes a plan's days into the lake, several processes at once. Each day counts as soon as its file is
 * in the manifest, so stopping leaves a sound lake with the days that were done.
 * @throws {LockedError} while a server works on the lake.
 */
export async function backfill(
  options: BackfillOptions,
  signal: AbortSignal,
  onDay: (day: DoneDay, soFar: Backfilled) => void,
): Promise<Backfilled> {
  const { root, clock, workers, run = runInChild } = options;
  const release = lockLake(root);
  try {
    const manifests = createManifestReader(root);
    await sweep(root, manifests, clock);
    await sweepSpills(root);
    const { files } = await manifests.read();
    const job: BackfillJob = { ...jobOf(options), files };
    const known = new Set(files.map(({ made_of }) => made_of));
    const dates = datesOf(options.from, options.to);
    const missing = dates.filter(({ from, to }) => !known.has(madeOf(job, from, to)));
    let result: Backfilled = {
      days: 0,
      skipped: dates.length - missing.length,
      events: 0,
      added: 0,
      bytes: 0,
    };
    let naming: Promise<void> = Promise.resolve();
    const name = async (day: DoneDay) => {
      if (day.file) await writeManifest(root, withFile(await manifests.read(), day.file), nodeIo);
      result = {
        ...result,
        days: result.days + 1,
        events: result.events + day.events,
        added: result.added + (day.file?.rows ?? 0),
        bytes: result.bytes + (day.file?.bytes ?? 0),
      };
      onDay(day, result);
    };
    const waiting = shares(missing, workers);
    const cut = new AbortController();
    const all = AbortSignal.any([signal, cut.signal]);
    const work = async () => {
      for (let share = waiting.shift(); share; share = waiting.shift()) {
        for await (const day of run({ ...job, ...share }, all)) {
          all.throwIfAborted();
          // One after the other: each begins with the manifest that the last one wrote.
          naming = naming.then(() => name(day));
          await naming;
        }
        all.throwIfAborted();
      }
    };
    // The lock is let go of only when nobody writes any more.
    await Promise.allSettled(
      Array.from({ length: workers }, () =>
        work().catch((error: unknown) => {
          cut.abort(error);
          throw error;
        }),
      ),
    );
    if (cut.signal.aborted) throw cut.signal.reason;
    return result;
  } finally {
    release();
  }
}

function jobOf({ root, plan, runId, from, to }: BackfillOptions): Omit<BackfillJob, 'files'> {
  return { root, plan, runId, from, to };
}

/** Stretches of days that follow each other, about as many as there are workers. */
function shares(
  dates: readonly { readonly from: number; readonly to: number }[],
  workers: number,
): { readonly from: number; readonly to: number }[] {
  const most = Math.ceil(dates.length / workers);
  const stretches: { from: number; to: number; days: number }[] = [];
  for (const { from, to } of dates) {
    const last = stretches.at(-1);
    if (last && last.to === from && last.days < most) {
      last.to = to;
      last.days += 1;
    } else stretches.push({ from, to, days: 1 });
  }
  return stretches;
}

/** What a backfill that was cut off left; nobody else writes there under the lock. */
async function sweepSpills(root: string): Promise<void> {
  const names = await readdir(join(root, SPILL)).catch(() => []);
  for (const name of names) {
    if (name.startsWith('backfill-')) await rm(join(root, SPILL, name), { force: true });
  }
}

/** Most of what a plan makes dies young: with room for it, a tenth of the time is not spent on copying. */
const YOUNG_SPACE = '--max-semi-space-size=64';
const BUILT = join('dist', 'backfill-child.js');
const SOURCE = join('lib', 'traffic', 'backfill-child.ts');

/** In a process of its own, which ends with this one. */
async function* runInChild(job: BackfillJob, signal: AbortSignal): AsyncGenerator<DoneDay> {
  const built = process.env.NODE_ENV === 'production' && existsSync(BUILT);
  const script = built ? [BUILT] : ['--import', 'tsx', SOURCE];
  const child = spawn(process.execPath, [YOUNG_SPACE, ...script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-4_000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, killed) => {
      if (code === 0) resolve();
      else
        reject(new Error(`a backfill process ended with ${killed ?? code}: ${complaint.trim()}`));
    });
  });
  ended.catch(() => undefined);
  // Left open: its end tells the child that nobody waits any more.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(job)}\n`);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  await ended;
}
