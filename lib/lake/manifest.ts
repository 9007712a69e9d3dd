import { z } from 'zod';

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
  retired: z.array(z.object({ path: z.string(), at: z.number() })),
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

/** What of the lake is in Parquet: the one list that readers go by. Changed only by the lock's holder. */
export interface Manifest {
  readonly v: 1;
  readonly generation: number;
  readonly files: readonly StoredFile[];
  readonly segments: Readonly<Record<string, RolledSegment>>;
  readonly retired: readonly { readonly path: string; readonly at: number }[];
  readonly kept_from?: string;
  readonly totals: { readonly copies: number; readonly collisions: number };
}

export const EMPTY_MANIFEST: Manifest = {
  v: 1,
  generation: 0,
  files: [],
  segments: {},
  retired: [],
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
    retired: [...manifest.retired, ...roll.replaced.map((path) => ({ path, at: now }))],
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
    retired: [...manifest.retired, ...files.map((path) => ({ path, at: now }))],
  };
}

/** Without the retired files that are deleted by now. */
export function afterDeleting(manifest: Manifest, deleted: readonly string[]): Manifest {
  const gone = new Set(deleted);
  return {
    ...manifest,
    generation: manifest.generation + 1,
    retired: manifest.retired.filter(({ path }) => !gone.has(path)),
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
