import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { LOCK } from './layout';

/** Which process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Of the machine: a number from before a restart says nothing. Empty where unknown. */
  readonly boot: string;
  /** Ticks from boot to the process's start. Empty where unknown. */
  readonly started: string;
}

const identityRule = z.object({ pid: z.number().int(), boot: z.string(), started: z.string() });

/** Another process holds this lake; told apart by its code. */
export class LockedError extends Error {
  readonly code = 'FOOTFALL_LOCKED';

  constructor(root: string, pid: number) {
    super(
      `${root} is in use by another Footfall process (${pid}). Stop that one, or give this one a folder of its own: FOOTFALL_DATA_DIR=…`,
    );
    this.name = 'LockedError';
  }
}

/**
 * Takes the lake's lock: its holder alone rolls and changes the manifest. Answers how to let go of
 * it. A lock whose process is gone, as after a kill, is taken over.
 * @throws {LockedError} while another process holds it.
 */
export function lockLake(
  root: string,
  self: ProcessIdentity = thisProcess(),
  lives: (process: ProcessIdentity) => boolean = processLives,
): () => void {
  const path = join(root, LOCK);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const own = `${path}.${randomUUID()}`;
  const text = JSON.stringify(self);
  writeFileSync(own, text, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content, and never in another's place.
        linkSync(own, path);
        return () => {
          if (readText(path) === text) rmSync(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const found = readText(path);
      const holder = found === null ? null : parseIdentity(found);
      if (holder && !same(holder, self) && lives(holder)) throw new LockedError(root, holder.pid);
      if (found !== null) takeAway(path, found);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** The process that holds the lake's lock and lives, or null. */
export function lakeHolder(root: string): ProcessIdentity | null {
  const text = readText(join(root, LOCK));
  const holder = text === null ? null : parseIdentity(text);
  return holder && processLives(holder) ? holder : null;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, boot: bootId(), started: startOf(process.pid) ?? '' };
}

/** Whether that very process runs; one that may not be signalled is there, too. */
export function processLives({ pid, boot, started }: ProcessIdentity): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (boot !== '' && boot !== bootId()) return false;
  if (started !== '' && startOf(pid) !== started) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes a dead lock, but never one that somebody else has just put in its place. */
function takeAway(path: string, judged: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readText(aside) !== judged) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parseIdentity(text: string): ProcessIdentity | null {
  try {
    return identityRule.parse(JSON.parse(text));
  } catch {
    return null; // Nobody can hold a lock that nobody can read.
  }
}

const same = (a: ProcessIdentity, b: ProcessIdentity) =>
  a.pid === b.pid && a.boot === b.boot && a.started === b.started;

function bootId(): string {
  return readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function startOf(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`);
  // The name in field 2 may hold spaces; what follows its bracket is counted from field 3.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Linux tells; elsewhere the process number has to do. */
function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
