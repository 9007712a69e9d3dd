import { z } from 'zod';
import { MODEL_TABLES } from './layout';

/**
 * Events by the day inside their session's id, as an event file lists its own: two sets of one count
 * and sum are the same. `day` is null for ids that hold no day near the file's own.
 */
export const dayContent = z.object({
  day: z.string().nullable(),
  rows: z.number().int(),
  /** XOR of the lower halves of the event ids' MD5 sums, as text. */
  id_sum: z.string(),
});
export type DayContent = Readonly<z.infer<typeof dayContent>>;

/** One day's sessions and what is counted by them, in a file a table. */
export const modelDay = z.object({
  day: z.string(),
  /** Which events it was made of. */
  rows: z.number().int(),
  id_sum: z.string(),
  /** By which SELECTs. */
  definition: z.string(),
  made_at: z.number(),
  files: z.array(
    z.object({
      table: z.enum(MODEL_TABLES),
      /** Below the table's folder. */
      path: z.string(),
      rows: z.number().int(),
      bytes: z.number().int(),
    }),
  ),
});
export type ModelDay = Readonly<z.infer<typeof modelDay>>;

/** What of an event file the models go by. */
interface EventFile {
  readonly path: string;
  readonly sessions?: readonly DayContent[];
}

/** A day's events, and the files that they lie in. */
interface Day {
  rows: number;
  sum: bigint;
  readonly paths: string[];
}

/** What event files hold by the day of their sessions. */
export interface DaysOfFiles {
  readonly days: ReadonlyMap<string, Readonly<Day>>;
  /** Files with events of sessions of any day: that day is not in `days` with all its events. */
  readonly far: readonly string[];
  /** Files that do not say; while there are some, no day is known whole. */
  readonly unlisted: readonly string[];
}

export function daysOfFiles(files: readonly EventFile[]): DaysOfFiles {
  const days = new Map<string, Day>();
  const far: string[] = [];
  const unlisted: string[] = [];
  for (const { path, sessions } of files) {
    if (!sessions) unlisted.push(path);
    for (const { day, rows, id_sum } of sessions ?? []) {
      if (day === null) far.push(path);
      else {
        const known = days.get(day) ?? { rows: 0, sum: 0n, paths: [] };
        known.rows += rows;
        known.sum ^= BigInt(id_sum);
        known.paths.push(path);
        days.set(day, known);
      }
    }
  }
  return { days, far, unlisted };
}

/** Whether a stored day was made of just the events there are, by today's SELECTs. */
function isTrue(stored: ModelDay, { days }: DaysOfFiles, definition: string): boolean {
  const day = days.get(stored.day);
  return (
    day?.rows === stored.rows &&
    String(day.sum) === stored.id_sum &&
    stored.definition === definition
  );
}

/** The stored days that may stand for their events, but for the days that far files speak of. */
export function trueDays(
  stored: readonly ModelDay[],
  known: DaysOfFiles,
  definition: string,
): readonly ModelDay[] {
  if (known.unlisted.length > 0) return [];
  return stored.filter((day) => isTrue(day, known, definition));
}

/** A day to be made, of the events in these files. */
export interface DayToMake {
  readonly day: string;
  readonly rows: number;
  readonly id_sum: string;
  readonly paths: readonly string[];
}

/** What the stored days lack, the newest first. */
export interface ModelWork {
  /** Files whose days are not listed yet. */
  readonly list: readonly string[];
  readonly make: readonly DayToMake[];
  /** Days whose events are gone. */
  readonly drop: readonly string[];
}

export function modelWork(
  files: readonly EventFile[],
  stored: readonly ModelDay[],
  definition: string,
): ModelWork {
  const known = daysOfFiles(files);
  if (known.unlisted.length > 0) return { list: known.unlisted, make: [], drop: [] };
  const good = new Set(trueDays(stored, known, definition).map(({ day }) => day));
  const make = [...known.days]
    .filter(([day]) => !good.has(day))
    .map(([day, { rows, sum, paths }]) => ({ day, rows, id_sum: String(sum), paths }))
    .sort((a, b) => (a.day < b.day ? 1 : -1));
  const drop = stored.map(({ day }) => day).filter((day) => !known.days.has(day));
  return { list: [], make, drop };
}
