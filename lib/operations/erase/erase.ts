import { readFile, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Clock } from '@/lib/common/clock';
import { createKeeper, type KeeperOptions } from '@/lib/lake/keeper';
import { nodeIo } from '@/lib/lake/lake-io';
import { lockLake } from '@/lib/lake/lake-lock';
import { RAW_EVENTS, RAW_FAILED, SPILL, TRASH, tableFolder } from '@/lib/lake/layout';
import { afterDeleting, type Manifest, type RolledSegment } from '@/lib/lake/manifest';
import { createManifestReader, writeManifest } from '@/lib/lake/manifest-file';
import { LEDGER_FOLDER } from '@/lib/traffic/ledger';
import { failedSpeaks } from './failed-lines';
import { eraseLedgers, findInLedgers } from './ledgers';
import { filesBelow, type Rewritten, removeUnfinished, rewriteLines, textOf } from './line-files';
import { filesWithout, findInParquet, removeParquet } from './parquet-files';
import { remainsOf } from './proof';
import { eventOf, isTheirs } from './their-lines';
import { blackoutOf, speaksOf, USER_ID, type Visitor, wordOf } from './visitor';

export interface EraseOptions extends Pick<KeeperOptions, 'roll' | 'makeModels'> {
  readonly root: string;
  readonly user_id: string;
  readonly clock: Clock;
  /** Only looks where they are. */
  readonly dryRun?: boolean;
}

export interface Erasure {
  readonly user_id: string;
  readonly events: number;
  readonly sessions: number;
  /** Lines taken out of raw segments, failed events and ledgers; files of Parquet made anew. */
  readonly raw_lines: number;
  readonly failed_lines: number;
  readonly ledgers: number;
  readonly parquet_files: number;
  /** Saved texts in which the id was blacked out, and cached files that were removed. */
  readonly state_files: number;
  readonly cached_files: number;
  /** Files that still speak of them: none, unless something went wrong. */
  readonly remains: readonly string[];
}

const QUERY_RESULTS = 'processed/query-results';
const STATE = 'state';

/**
 * Takes a visitor out of everything in the data folder, and then looks through all of it again. Cut
 * off, the same call does the rest.
 * @throws {LockedError} while a server works on the lake.
 */
export async function eraseVisitor(options: EraseOptions): Promise<Erasure> {
  const { root, user_id, dryRun = false } = options;
  if (!USER_ID.test(user_id))
    throw new RangeError(`${JSON.stringify(user_id)} is no id of a visitor`);
  const release = lockLake(root);
  try {
    // Then every line of raw is in Parquet, and how far each segment was rolled is its end.
    if (!dryRun) await keep(options, (keeper) => keeper.rollAll());
    const manifests = createManifestReader(root);
    const { visitor, shoppers } = await find(root, user_id, await manifests.read());
    const known = { user_id, events: visitor.events.size, sessions: visitor.sessions.size };
    if (dryRun) return { ...known, ...NOTHING, remains: await remainsOf(root, visitor) };

    const speaks = speaksOf(visitor);
    for (const folder of [RAW_EVENTS, RAW_FAILED, LEDGER_FOLDER, STATE]) {
      await removeUnfinished(join(root, folder));
    }
    const raw = await rewriteAll(root, RAW_EVENTS, (line) =>
      isTheirs(line, visitor, speaks) ? null : line,
    );
    const failed = await rewriteAll(root, RAW_FAILED, (line) =>
      failedSpeaks(line, speaks) ? null : line,
    );
    const parquet_files = await eraseParquet(options, visitor, raw);
    const ledgers = await eraseLedgers(root, visitor, shoppers);
    const state_files = await blackOut(root, visitor);
    const cached_files = await emptyCaches(root);
    return {
      ...known,
      raw_lines: takenOf(raw),
      failed_lines: takenOf(failed),
      ledgers,
      parquet_files,
      state_files,
      cached_files,
      remains: await remainsOf(root, visitor),
    };
  } finally {
    release();
  }
}

const NOTHING = {
  raw_lines: 0,
  failed_lines: 0,
  ledgers: 0,
  parquet_files: 0,
  state_files: 0,
  cached_files: 0,
};

async function keep(
  { root, clock, roll, makeModels }: EraseOptions,
  work: (keeper: ReturnType<typeof createKeeper>) => Promise<void>,
): Promise<void> {
  const keeper = createKeeper({ root, clock, io: nodeIo, roll, makeModels });
  try {
    await work(keeper);
  } finally {
    await keeper.close();
  }
}

/** Everything that stands for the visitor, by events, by raw and by ledgers. */
async function find(root: string, user_id: string, manifest: Manifest) {
  const stored = await findInParquet(root, manifest, user_id);
  const events = new Set(stored.events);
  const sessions = new Set(stored.sessions);
  const word = wordOf(user_id);
  for (const path of await filesBelow(join(root, RAW_EVENTS))) {
    const text = textOf(await readFile(path));
    if (!word.test(text)) continue;
    for (const line of text.split('\n')) {
      const event = word.test(line) ? eventOf(line) : null;
      if (event?.user_id !== user_id) continue;
      events.add(String(event.event_id));
      sessions.add(String(event.session_id));
    }
  }
  const shoppers = await findInLedgers(root, user_id, { events, sessions });
  const visitor: Visitor = { user_id, events, sessions };
  return { visitor, shoppers };
}

type RewrittenFiles = ReadonlyMap<string, Rewritten>;

async function rewriteAll(
  root: string,
  folder: string,
  change: (line: string) => string | null,
): Promise<RewrittenFiles> {
  const done = new Map<string, Rewritten>();
  for (const path of await filesBelow(join(root, folder))) {
    const rewritten = await rewriteLines(path, root, change);
    if (rewritten) done.set(relative(root, path), rewritten);
  }
  return done;
}

const takenOf = (files: RewrittenFiles) =>
  [...files.values()].reduce((sum, { taken }) => sum + taken.length, 0);

/** Parquet, manifest and models without them, and the old files deleted at once. */
async function eraseParquet(
  options: EraseOptions,
  visitor: Visitor,
  raw: RewrittenFiles,
): Promise<number> {
  const { root } = options;
  const manifests = createManifestReader(root);
  const before = await manifests.read();
  const made = await filesWithout(root, before, visitor);
  const files = before.files.flatMap((file) => {
    const next = made.get(file.path);
    return next === undefined ? [file] : next ? [next] : [];
  });
  const segments = await segmentsAfter(root, before, raw);
  const next = { ...before, generation: before.generation + 1, files, segments };
  await writeManifest(root, next, nodeIo);
  await removeParquet(root, [...made.keys()]);
  await keep(options, (keeper) => keeper.makeAllModels());
  const after = await manifests.read();
  for (const { table, path } of after.retired) {
    await rm(join(root, tableFolder(table), path), { force: true });
  }
  await writeManifest(root, afterDeleting(after, after.retired), nodeIo);
  return made.size;
}

/** How far each segment is rolled, in the bytes that it has now. */
async function segmentsAfter(
  root: string,
  { segments }: Manifest,
  raw: RewrittenFiles,
): Promise<Record<string, RolledSegment>> {
  const after: Record<string, RolledSegment> = {};
  for (const [path, segment] of Object.entries(segments)) {
    const done = raw.get(path);
    if (done) after[path] = without(segment, done);
    else {
      // One that an erasure was cut off after rewriting.
      const size = await stat(join(root, path)).then(
        (found) => found.size,
        () => segment.bytes,
      );
      after[path] = { ...segment, bytes: Math.min(segment.bytes, size) };
    }
  }
  return after;
}

function without(segment: RolledSegment, { taken, bytes }: Rewritten): RolledSegment {
  const gone = new Set(taken.map(({ offset }) => offset));
  const bad = segment.bad.filter(({ offset }) => !gone.has(offset));
  const fewer = segment.bad.length - bad.length;
  const movedBy = (at: number) =>
    taken.filter(({ offset }) => offset < at).reduce((sum, line) => sum + line.bytes, 0);
  return {
    ...segment,
    bytes,
    lines: segment.lines - (taken.length - fewer),
    bad_lines: segment.bad_lines - fewer,
    bad: bad.map((line) => ({ ...line, offset: line.offset - movedBy(line.offset) })),
  };
}

/** Saved queries and views stay, without the ids in them. */
async function blackOut(root: string, visitor: Visitor): Promise<number> {
  const blackout = blackoutOf(visitor);
  let files = 0;
  for (const path of await filesBelow(join(root, STATE))) {
    if (await rewriteLines(path, root, blackout)) files += 1;
  }
  return files;
}

/** Nobody needs what is here, and nobody can say whose it is. */
async function emptyCaches(root: string): Promise<number> {
  let files = 0;
  for (const folder of [QUERY_RESULTS, TRASH, SPILL]) {
    for (const path of await filesBelow(join(root, folder))) {
      await rm(path, { force: true });
      files += 1;
    }
  }
  return files;
}
