import { z } from 'zod';
import { TABLES, type Table } from './layout';
import { type DayContent, dayContent, type ModelDay, modelDay } from './model-days';

/** A Parquet file that readers look at; `path` is below processed/events. */
const storedFile = z.object({
  path: z.string(),
  /** UTC date inside its event ids. */
  dt: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** Smallest and largest event_id, by which lookups pass by files. */
  min_id: z.string(),
  max_id: z.string(),
  /** XOR of the lower halves of its event ids' MD5 sums, as text. */
  id_sum: z.string(),
  /** `roll` can be made again from raw, `backfill` cannot. */
  source: z.enum(['roll', 'backfill']),
  /** Of a backfill, what it was made of: the same words, the same events. */
  made_of: z.string().optional(),
  /** Columns of the contract it was written with. */
  columns: z.number().int(),
  /** Its events by the day of their session; absent until somebody looked. */
  sessions: z.array(dayContent).optional(),
});

/** A line that is no event, left where it lies. */
const badLine = z.object({ offset: z.number().int(), bytes: z.number().int(), reason: z.string() });

/** How far a raw segment has gone into Parquet; times are epoch milliseconds. */
const rolledSegment = z.object({
  bytes: z.number().int(),
  lines: z.number().int(),
  bad_lines: z.number().int(),
  /** The first ones. */
  bad: z.array(badLine),
  durable_at: z.number(),
  rolled_at: z.number(),
  visible_at: z.number(),
});

const manifestRule = z.object({
  v: z.literal(1),
  /** Rises with every change. */
  generation: z.number().int(),
  files: z.array(storedFile),
  /** By path below the data folder. */
  segments: z.record(z.string(), rolledSegment),
  /** Files no longer looked at, deleted once nobody can still be reading them. */
  retired: z.array(
    z.object({ path: z.string(), at: z.number(), table: z.enum(TABLES).default('events') }),
  ),
  /** The modelled tables, a day of sessions each. */
  models: z.array(modelDay).default([]),
  /** Dates before this one are gone by retention. */
  kept_from: z.string().optional(),
  totals: z.object({
    /** Copies of an event that were left out. */
    copies: z.number().int(),
    /** Copies that said something else than the first. */
    collisions: z.number().int(),
  }),
});

export type StoredFile = Readonly<z.infer<typeof storedFile>>;
export type BadLine = Readonly<z.infer<typeof badLine>>;
export type RolledSegment = Readonly<z.infer<typeof rolledSegment>>;

/** A file below its table's folder, and since when nobody begins to read it. */
export interface RetiredFile {
  readonly path: string;
  readonly at: number;
  readonly table: Table;
}

/** What of the lake is in Parquet: the one list that readers go by. Changed only by the lock's holder. */
export interface Manifest {
  readonly v: 1;
  readonly generation: number;
  readonly files: readonly StoredFile[];
  readonly segments: Readonly<Record<string, RolledSegment>>;
  readonly retired: readonly RetiredFile[];
  readonly models: readonly ModelDay[];
  readonly kept_from?: string;
  readonly totals: { readonly copies: number; readonly collisions: number };
}

export const EMPTY_MANIFEST: Manifest = {
  v: 1,
  generation: 0,
  files: [],
  segments: {},
  retired: [],
  models: [],
  totals: { copies: 0, collisions: 0 },
};

/** A stretch of a segment that one roll took in. */
export interface RolledRange {
  readonly segment: string;
  /** Where it ended. */
  readonly to: number;
  readonly lines: number;
  readonly badLines: number;
  readonly bad: readonly BadLine[];
  readonly durableAt: number;
}

/** What a roll made of its ranges. */
export interface RollOutcome {
  readonly files: readonly StoredFile[];
  /** Paths whose rows are in the new files. */
  readonly replaced: readonly string[];
  readonly ranges: readonly RolledRange[];
  readonly copies: number;
  readonly collisions: number;
  readonly rolledAt: number;
}

/** Bad lines listed a segment; more are only counted. */
export const LISTED_BAD_LINES = 20;

/** The manifest's text is not one; `npm run lake -- repair` makes a new one. */
export class ManifestError extends Error {
  readonly code = 'FOOTFALL_MANIFEST';
}

/** @throws {ManifestError} */
export function parseManifest(text: string): Manifest {
  try {
    return manifestRule.parse(JSON.parse(text));
  } catch (cause) {
    throw new ManifestError('the manifest cannot be read; npm run lake -- repair makes a new one', {
      cause,
    });
  }
}

/** With a roll's files and ranges in, and what they replace out. */
export function withRoll(manifest: Manifest, roll: RollOutcome, now: number): Manifest {
  const replaced = new Set(roll.replaced);
  const segments: Record<string, RolledSegment> = { ...manifest.segments };
  for (const range of roll.ranges) {
    const before = segments[range.segment];
    segments[range.segment] = {
      bytes: range.to,
      lines: (before?.lines ?? 0) + range.lines,
      bad_lines: (before?.bad_lines ?? 0) + range.badLines,
      bad: [...(before?.bad ?? []), ...range.bad].slice(0, LISTED_BAD_LINES),
      durable_at: range.durableAt,
      rolled_at: roll.rolledAt,
      visible_at: now,
    };
  }
  return {
    ...manifest,
    generation: manifest.generation + 1,
    files: [...manifest.files.filter(({ path }) => !replaced.has(path)), ...roll.files],
    segments,
    retired: [...manifest.retired, ...retiredEvents(roll.replaced, now)],
    totals: {
      copies: manifest.totals.copies + roll.copies,
      collisions: manifest.totals.collisions + roll.collisions,
    },
  };
}

/** With a file that did not come from raw. Who keeps tables of its date finds it among the files. */
export function withFile(manifest: Manifest, file: StoredFile): Manifest {
  return { ...manifest, generation: manifest.generation + 1, files: [...manifest.files, file] };
}

/** Without these files and segments: the files are retired, the segments forgotten. */
export function without(
  manifest: Manifest,
  files: readonly string[],
  segments: readonly string[],
  now: number,
): Manifest {
  const gone = new Set(files);
  const forgotten = new Set(segments);
  return {
    ...manifest,
    generation: manifest.generation + 1,
    files: manifest.files.filter(({ path }) => !gone.has(path)),
    segments: Object.fromEntries(
      Object.entries(manifest.segments).filter(([path]) => !forgotten.has(path)),
    ),
    retired: [...manifest.retired, ...retiredEvents(files, now)],
  };
}

function retiredEvents(paths: readonly string[], at: number): RetiredFile[] {
  return paths.map((path) => ({ path, at, table: 'events' }));
}

/** What making models brought. */
export interface ModelOutcome {
  /** By event file: its events by the day of their session. */
  readonly listed: Readonly<Record<string, readonly DayContent[]>>;
  readonly days: readonly ModelDay[];
}

/** With these days in place of what was there of them, and without those whose events are gone. */
export function withModels(
  manifest: Manifest,
  { listed, days }: ModelOutcome,
  dropped: readonly string[],
  now: number,
): Manifest {
  const replaced = new Set([...days.map(({ day }) => day), ...dropped]);
  const out = manifest.models.filter(({ day }) => replaced.has(day));
  const retired = out
    .flatMap(({ files }) => files)
    .map(({ table, path }) => ({ table, path, at: now }));
  return {
    ...manifest,
    generation: manifest.generation + 1,
    files: manifest.files.map((file) => {
      const sessions = listed[file.path];
      return sessions ? { ...file, sessions: [...sessions] } : file;
    }),
    models: [...manifest.models.filter(({ day }) => !replaced.has(day)), ...days],
    retired: [...manifest.retired, ...retired],
  };
}

/** Every file that readers look at, or did of late, by table and path. */
export function knownFiles({ files, models, retired }: Manifest): ReadonlySet<string> {
  const events = files.map(({ path }) => ({ table: 'events', path }));
  const all = [...events, ...models.flatMap((day) => day.files), ...retired];
  return new Set(all.map(({ table, path }) => `${table}/${path}`));
}

/** Without the retired files that are deleted by now. */
export function afterDeleting(manifest: Manifest, deleted: readonly RetiredFile[]): Manifest {
  const gone = new Set(deleted);
  return {
    ...manifest,
    generation: manifest.generation + 1,
    retired: manifest.retired.filter((file) => !gone.has(file)),
  };
}

/** Files that can hold one of the ids between two. */
export function filesHolding(
  files: readonly StoredFile[],
  least: string,
  most: string,
): readonly StoredFile[] {
  return files.filter(({ min_id, max_id }) => min_id <= most && max_id >= least);
}
