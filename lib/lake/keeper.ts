import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, DAY_MS, MINUTE_MS, SECOND_MS, toIso } from '@/lib/common/clock';
import type { LakeIo } from './lake-io';
import type { OwnSegment } from './lake-tail';
import { RAW_EVENTS, RAW_FAILED, tableFolder } from './layout';
import type { ModelJob } from './make-models';
import {
  afterDeleting,
  type Manifest,
  type ModelOutcome,
  type RollOutcome,
  withModels,
  without,
  withRoll,
} from './manifest';
import { createManifestReader, writeManifest } from './manifest-file';
import { createModelTurns } from './model-turns';
import type { RollJob } from './roll';
import { foldersIn } from './segments';
import { sweep } from './sweep';
import { createUnrolledFinder } from './unrolled';

/** How the lake stands between raw and Parquet. */
export interface KeeperState {
  readonly unrolledBytes: number;
  /** Age in milliseconds of the oldest event that is not in Parquet yet; 0 where all are. */
  readonly oldestUnrolledMs: number;
  /** The last roll's error, or null after one that went well. */
  readonly error: string | null;
}

/** Rolls raw segments into Parquet and keeps the manifest: for the lock's holder alone. */
export interface Keeper {
  /** Rolls all there is, now. */
  rollAll(): Promise<void>;
  /** Makes the modelled tables of every day whose events they do not hold, now and in bounded turns. */
  makeAllModels(): Promise<void>;
  state(): KeeperState;
  /** Lets a running roll go: what it made is swept up at the next start. */
  close(): Promise<void>;
}

export interface KeeperOptions {
  readonly root: string;
  readonly clock: Clock;
  readonly io: LakeIo;
  /** This process's newest segments. */
  readonly own?: () => readonly OwnSegment[];
  /** Makes the Parquet; `stop` cuts it off. */
  readonly roll: (job: RollJob, stop: AbortSignal) => Promise<RollOutcome>;
  /** Makes days of the modelled tables, likewise. */
  readonly makeModels: (job: ModelJob, stop: AbortSignal) => Promise<ModelOutcome>;
  /** Longest an event waits for Parquet. */
  readonly maxWaitMs?: number;
  /** Days an event is kept, raw and in Parquet; for ever where absent. */
  readonly retentionDays?: number;
}

const MIB = 1024 * 1024;
const LOOK_EVERY_MS = 2 * SECOND_MS;
const MAX_WAIT_MS = 5 * MINUTE_MS;
const MAX_UNROLLED_BYTES = 32 * MIB;
/** One roll takes in no more: its memory and time are bounded. */
const MAX_ROLL_BYTES = 256 * MIB;
/** No query runs longer, so nobody still reads a file that was retired before. */
const RETIRED_FOR_MS = 10 * MINUTE_MS;
const RETRY_AFTER_MS = 30 * SECOND_MS;

/**
 * Sweeps up what a crash left, then looks every two seconds whether enough has gathered to roll.
 * After each step the manifest on the disk is a true one, whenever the process dies.
 */
export function createKeeper(options: KeeperOptions): Keeper {
  const { root, clock, io, own, roll, makeModels, retentionDays } = options;
  const maxWaitMs = options.maxWaitMs ?? MAX_WAIT_MS;
  const manifests = createManifestReader(root);
  const turns = createModelTurns(root, clock);
  const finder = createUnrolledFinder({ root, clock, own });
  const stop = new AbortController();
  let state: KeeperState = { unrolledBytes: 0, oldestUnrolledMs: 0, error: null };
  let notBefore = 0;
  let caughtUp = false;
  let retainedOn = '';
  let work: Promise<void> = sweep(root, manifests, clock).catch(failed);
  let looking = false;

  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    work = work
      .then(look)
      .catch(failed)
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();

  function failed(error: unknown): void {
    if (stop.signal.aborted) return;
    notBefore = clock() + RETRY_AFTER_MS;
    const message = error instanceof Error ? error.message : String(error);
    state = { ...state, error: message };
    console.error(JSON.stringify({ message: 'lake roll failed', error: message }));
  }

  async function look(): Promise<void> {
    if (stop.signal.aborted || clock() < notBefore) return;
    for (;;) {
      const { bytes, since } = await rollOnce((waiting) => {
        const waited = waiting.since !== null && clock() - waiting.since >= maxWaitMs;
        // What an earlier process left has waited long enough.
        return !caughtUp || waited || waiting.bytes >= MAX_UNROLLED_BYTES;
      });
      const oldestUnrolledMs = since === null ? 0 : clock() - since;
      state = { ...state, unrolledBytes: bytes, oldestUnrolledMs };
      if (bytes < MAX_UNROLLED_BYTES) caughtUp = true;
      if (bytes < MAX_UNROLLED_BYTES || stop.signal.aborted) break;
    }
    await deleteRetired();
    await retain();
    await modelOnce();
  }

  /** Rolls once where that is due; answers what is left. */
  async function rollOnce(due: (waiting: { bytes: number; since: number | null }) => boolean) {
    const manifest = await manifests.read();
    const waiting = await finder.find(manifest);
    if (waiting.bytes === 0 || !due(waiting)) return waiting;
    const job = { root, ranges: upTo(waiting.ranges, MAX_ROLL_BYTES), files: manifest.files };
    const outcome = await roll(job, stop.signal);
    await write(withRoll(manifest, outcome, clock()));
    finder.leftOver(job, new Map(outcome.ranges.map(({ segment, to }) => [segment, to])));
    state = { ...state, error: null };
    return finder.find(await manifests.read());
  }

  /** One turn of making models; false where there was nothing to do. */
  async function modelOnce(all?: 'all'): Promise<boolean> {
    const manifest = await manifests.read();
    const turn = turns.next(manifest, all);
    if (!turn) return false;
    const idle = turn.job.list.length + turn.job.days.length === 0;
    const outcome = idle ? { listed: {}, days: [] } : await makeModels(turn.job, stop.signal);
    await write(withModels(manifest, outcome, turn.drop, clock()));
    return true;
  }

  async function deleteRetired(): Promise<void> {
    const manifest = await manifests.read();
    const old = manifest.retired.filter(({ at }) => clock() - at >= RETIRED_FOR_MS);
    if (old.length === 0) return;
    for (const { table, path } of old) {
      await rm(join(root, tableFolder(table), path), { force: true });
    }
    await write(afterDeleting(manifest, old));
  }

  /** Once a day: whole partitions that are too old go; Parquet once nobody can be reading it. */
  async function retain(): Promise<void> {
    const today = toIso(clock()).slice(0, 10);
    if (!retentionDays || retainedOn === today) return;
    const oldest = `dt=${toIso(clock() - retentionDays * DAY_MS).slice(0, 10)}`;
    const manifest = await manifests.read();
    const files = manifest.files.filter(({ dt }) => `dt=${dt}` < oldest).map(({ path }) => path);
    const isOld = (segment: string) => segment.slice(RAW_EVENTS.length + 1) < oldest;
    const segments = Object.keys(manifest.segments).filter(isOld);
    for (const folder of [RAW_EVENTS, RAW_FAILED]) {
      for (const day of await foldersIn(join(root, folder), 'dt=')) {
        if (day < oldest) await rm(join(root, folder, day), { recursive: true, force: true });
      }
    }
    if (files.length + segments.length > 0) {
      const kept = without(manifest, files, segments, clock());
      await write({ ...kept, kept_from: oldest.slice('dt='.length) });
    }
    retainedOn = today;
  }

  async function write(manifest: Manifest): Promise<void> {
    if (stop.signal.aborted) throw new Error('the keeper is closed');
    await writeManifest(root, manifest, io);
  }

  /** After what is under way, and before what comes next. */
  async function inTurn(task: () => Promise<void>): Promise<void> {
    const done = work.then(task);
    work = done.catch(() => undefined);
    await done;
  }

  return {
    rollAll: () =>
      inTurn(async () => {
        while ((await rollOnce(() => true)).bytes > 0) if (stop.signal.aborted) return;
      }),
    makeAllModels: () =>
      inTurn(async () => {
        while (await modelOnce('all')) if (stop.signal.aborted) return;
      }),
    state: () => state,
    async close() {
      stop.abort();
      clearInterval(timer);
      await work.catch(() => undefined);
    },
  };
}

/** Ranges of about so many bytes together, at least one. */
function upTo(ranges: RollJob['ranges'], maxBytes: number): RollJob['ranges'] {
  const some: { segment: string; from: number; to: number }[] = [];
  let left = maxBytes;
  for (const { segment, from, to } of ranges) {
    if (left <= 0) break;
    some.push({ segment, from, to: Math.min(to, from + left) });
    left -= to - from;
  }
  return some;
}
