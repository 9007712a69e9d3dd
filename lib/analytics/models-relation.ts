import { join } from 'node:path';
import type { LakeSnapshot } from '@/lib/lake/lake-reader';
import { daysOfFiles, type ModelDay, trueDays } from '@/lib/lake/model-days';
import { parquet, sqlText } from '@/lib/lake/parquet-relation';
import { dayInside } from '@/lib/models/day-inside';
import { MODEL_DEFINITION, MODELS } from '@/lib/models/models';
import { eventsOf } from './events-relation';

/** How the modelled tables are read at one moment. */
export interface ModelSources {
  /** Stored days that stand for all events of their sessions. */
  readonly closed: readonly ModelDay[];
  /** Event files with events of sessions of any other day. */
  readonly openPaths: readonly string[];
  /** Whether the tail holds events. */
  readonly tail: boolean;
}

/**
 * A stored day stands for its events unless there are others: in the files, as the manifest says, or
 * of the given days, which is what the tail has, and files of sessions far from their days.
 */
export function modelSources(
  { files, models }: Pick<LakeSnapshot, 'files' | 'models'>,
  touched: ReadonlySet<string>,
  tail: boolean,
): ModelSources {
  const known = daysOfFiles(files);
  const closed = trueDays(models, known, MODEL_DEFINITION).filter(({ day }) => !touched.has(day));
  const days = new Set(closed.map(({ day }) => day));
  const isOpen = (day: string | null) => day === null || !days.has(day);
  const openPaths = files
    .filter(({ sessions }) => !sessions || sessions.some(({ day }) => isOpen(day)))
    .map(({ path }) => path);
  return { closed, openPaths, tail };
}

/** Event files that speak of sessions whose days lie far from theirs. */
export function farPaths({ files }: Pick<LakeSnapshot, 'files'>): readonly string[] {
  return daysOfFiles(files).far;
}

/** The days of sessions that a relation of events has. */
export function sessionDaysOf(relation: string): string {
  return `SELECT DISTINCT ${dayInside('session_id')} AS day FROM ${relation}
    WHERE ${dayInside('session_id')} IS NOT NULL`;
}

/**
 * The published modelled tables: stored days as they lie in Parquet, all others as plain SQL over
 * their events. Each event, and so each session, is on one side.
 */
export function modelViews(
  { folder, modelFolders }: Pick<LakeSnapshot, 'folder' | 'modelFolders'>,
  { closed, openPaths, tail }: ModelSources,
): readonly string[] {
  const days = closed.map(({ day }) => sqlText(day)).join(', ');
  const open = eventsOf(openPaths.map((path) => join(folder, path)));
  // A session without a day in its id is never stored.
  const where = days ? ` WHERE coalesce(${dayInside('session_id')} NOT IN (${days}), true)` : '';
  const views = [`CREATE OR REPLACE VIEW lake.open_events AS SELECT * FROM (${open})${where}`];
  for (const { name, columns, select } of MODELS) {
    const list = columns.map((column) => column.name).join(', ');
    const plain = select({ events: 'lake.open_events', sessions: 'lake.open_sessions' });
    const paths = closed
      .flatMap(({ files }) => files)
      .filter(({ table }) => table === name)
      .map(({ path }) => join(modelFolders[name], path));
    const stored = paths.length > 0 ? [`SELECT ${list} FROM ${parquet(paths)}`] : [];
    // Planning the plain half takes as long as a small query; it is left out where it has no rows.
    const needed = tail || openPaths.length > 0 || stored.length === 0;
    const halves = needed ? [...stored, `SELECT ${list} FROM lake.open_${name}`] : stored;
    views.push(`CREATE OR REPLACE VIEW lake.open_${name} AS ${plain}`);
    views.push(`CREATE OR REPLACE VIEW ${name} AS ${halves.join(' UNION ALL ')}`);
  }
  return views;
}
