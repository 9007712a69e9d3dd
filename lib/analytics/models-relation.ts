import { join } from 'node:path';
import type { LakeSnapshot } from '@/lib/lake/lake-reader';
import { daysOfFiles, type ModelDay, trueDays } from '@/lib/lake/model-days';
import { likeParquet, sqlText } from '@/lib/lake/parquet-relation';
import { dayInside } from '@/lib/models/day-inside';
import { MODELS } from '@/lib/models/models';
import { sessionsModel } from '@/lib/models/sessions';
import { eventsOf } from './events-relation';

/** How the modelled tables are read at one moment. */
export interface ModelSources {
  /** Stored days that stand for all events of their sessions. */
  readonly closed: readonly ModelDay[];
  /** Event files with events of sessions of any other day. */
  readonly openPaths: readonly string[];
  /** Rows of those files and of the tail. */
  readonly openRows: number;
}

/**
 * The sessions of up to so many open events are held as a table, made again whenever events come:
 * planning their SELECT takes a hundred milliseconds, several times a question, and making them 30.
 */
export const KEPT_EVENTS = 100_000;

/** Of what the days are made that are not stored. */
const OPEN_SOURCES = {
  events: 'lake.open_events',
  sessions: 'lake.open_sessions',
  products: 'main.products',
};

/** Makes that table, of the events that are open now. */
export const KEEP_SESSIONS = `CREATE OR REPLACE TABLE lake.kept_sessions AS
  SELECT ${sessionsModel.columns.map(({ name }) => name).join(', ')}
  FROM (${sessionsModel.select(OPEN_SOURCES)})`;

/** The same of no events, which need no planning. */
const KEEP_NONE = `CREATE OR REPLACE TABLE lake.kept_sessions (
  ${sessionsModel.columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`;

/** Whether a statement makes the table anew; all others of `modelViews` make a view. */
export function makesTable(statement: string): boolean {
  return statement === KEEP_SESSIONS || statement === KEEP_NONE;
}

/**
 * A stored day stands for its events unless there are others: in the files, as the manifest says, or
 * of the given days, which is what the tail has, and files of sessions far from their days; it is of
 * one definition with those.
 */
export function modelSources(
  { files, models }: Pick<LakeSnapshot, 'files' | 'models'>,
  touched: ReadonlySet<string>,
  tailRows: number,
  definition: string,
): ModelSources {
  const known = daysOfFiles(files);
  const closed = trueDays(models, known, definition).filter(({ day }) => !touched.has(day));
  const days = new Set(closed.map(({ day }) => day));
  const isOpen = (day: string | null) => day === null || !days.has(day);
  const open = files.filter(({ sessions }) => !sessions || sessions.some(({ day }) => isOpen(day)));
  const openRows = open.reduce((sum, { rows }) => sum + rows, tailRows);
  return { closed, openPaths: open.map(({ path }) => path), openRows };
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

/** Whether the open sessions are held as a table, be it an empty one: views over it are planned faster. */
export function keepsSessions({ openRows }: Pick<ModelSources, 'openRows'>, most: number): boolean {
  return openRows <= most;
}

/**
 * The published modelled tables: stored days as they lie in Parquet, all others as plain SQL over
 * their events, or over their sessions where these are kept. Each event, and so each session, is on
 * one side. To be run in one transaction, in this order; a view's text says all of it, so that what
 * stands already need not be run again, but for the table of sessions.
 */
export function modelViews(
  { folder, modelFolders }: Pick<LakeSnapshot, 'folder' | 'modelFolders'>,
  { closed, openPaths, openRows }: ModelSources,
  kept: boolean,
): readonly string[] {
  const days = closed.map(({ day }) => sqlText(day)).join(', ');
  const open = eventsOf(openPaths.map((path) => join(folder, path)));
  // A session without a day in its id is never stored.
  const where = days ? ` WHERE coalesce(${dayInside('session_id')} NOT IN (${days}), true)` : '';
  const statements = [`CREATE OR REPLACE VIEW lake.open_events AS SELECT * FROM (${open})${where}`];
  if (kept) statements.push(openRows > 0 ? KEEP_SESSIONS : KEEP_NONE);
  const sessions = kept ? 'SELECT * FROM lake.kept_sessions' : sessionsModel.select(OPEN_SOURCES);
  statements.push(`CREATE OR REPLACE VIEW ${OPEN_SOURCES.sessions} AS ${sessions}`);
  for (const model of MODELS) {
    const { name, columns } = model;
    const list = columns.map((column) => column.name).join(', ');
    const plain =
      model === sessionsModel ? OPEN_SOURCES.sessions : `(${model.select(OPEN_SOURCES)})`;
    const paths = closed
      .flatMap(({ files }) => files)
      .filter(({ table }) => table === name)
      .map(({ path }) => join(modelFolders[name], path));
    const stored = paths.length > 0 ? [`SELECT ${list} FROM ${likeParquet(paths)}`] : [];
    // Planning the plain half takes as long as a small query; it is left out where it has no rows.
    const needed = openRows > 0 || stored.length === 0;
    const halves = needed ? [...stored, `SELECT ${list} FROM ${plain}`] : stored;
    statements.push(`CREATE OR REPLACE VIEW ${name} AS ${halves.join(' UNION ALL ')}`);
  }
  return statements;
}
