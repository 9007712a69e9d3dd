import { join } from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { LakeReader, LakeSnapshot } from '@/lib/lake/lake-reader';
import { filesHolding, type StoredFile } from '@/lib/lake/manifest';
import { farDays } from '@/lib/lake/session-days';
import {
  addIncoming,
  COUNT_SKIPPED,
  eventsView,
  READ_INCOMING,
  storedIds,
} from './events-relation';
import {
  farPaths,
  KEEP_SESSIONS,
  keepsSessions,
  makesTable,
  modelSources,
  modelViews,
  sessionDaysOf,
} from './models-relation';
import { QueryError } from './query-engine';

const LOAD_CHUNK_BYTES = 4 * 1024 * 1024;

/** What the models' views look at beside stored days. */
interface Open {
  readonly any: boolean;
  /** Whether its sessions are held as a table. */
  readonly kept: boolean;
  /** What the views were made by. Making one plans it: a view that stands as it should is left. */
  readonly made: ReadonlySet<string>;
}

/** Keeps the `events` relation of one DuckDB up with the lake. */
export interface EventsLoader {
  /**
   * Takes in what became durable by now; for one caller at a time. A failure loses nothing.
   * @throws {QueryError}
   */
  catchUp(stop: AbortSignal): Promise<void>;
  /** Lake lines left out because they are no events, since the loader was made. */
  skippedLines(): number;
}

export interface LoaderOptions {
  readonly keptEvents: number;
  /** What stored days have to be made by. */
  readonly definition: string;
}

export function createEventsLoader(
  lake: LakeReader,
  connection: DuckDBConnection,
  { keptEvents, definition }: LoaderOptions,
): EventsLoader {
  let shown: LakeSnapshot | null = null;
  // Handed out by the lake once and not loaded yet: kept, so that a failure loses nothing.
  let unloaded: readonly string[] = [];
  let skipped = 0;
  /** Days of sessions of which there are events beside what a stored day was made of. */
  let touched: ReadonlySet<string> = new Set();
  let open: Open = { any: false, kept: false, made: new Set() };

  async function catchUp(stop: AbortSignal): Promise<void> {
    await show(await reading(lake.snapshot()));
    await reading(lake.mark());
    while (!stop.aborted) {
      if (unloaded.length === 0) unloaded = await reading(lake.next(LOAD_CHUNK_BYTES));
      if (unloaded.length === 0) return;
      await load(unloaded);
      unloaded = [];
    }
  }

  /**
   * Turns to another snapshot: what its files hold leaves the tail in the same transaction, so that
   * a query sees each event once whichever of the two it began with.
   */
  async function show(snapshot: LakeSnapshot): Promise<void> {
    if (shown?.generation === snapshot.generation) return;
    const before = new Set(shown?.files.map(({ path }) => path));
    const added = snapshot.files.filter(({ path }) => !before.has(path));
    await loading(connection.run('BEGIN'));
    try {
      await connection.run(eventsView(snapshot));
      const far = farPaths(snapshot).map((path) => join(snapshot.folder, path));
      const stored = await storedAmong('lake.tail', snapshot.folder, added);
      if (stored) {
        await connection.run(
          `DELETE FROM lake.tail WHERE event_id IN (SELECT event_id FROM ${stored})`,
        );
      }
      const days = [
        ...(await daysFrom(sessionDaysOf('lake.tail'))),
        ...(far.length > 0 ? await daysFrom(farDays(far)) : []),
      ];
      const shows = await showModels(snapshot, new Set(days), true);
      await connection.run('COMMIT');
      touched = new Set(days);
      open = shows;
    } catch (error) {
      await connection.run('ROLLBACK');
      throw new QueryError('failed', 'the lake files could not be opened', { cause: error });
    }
    shown = snapshot;
  }

  async function load(lines: readonly string[]): Promise<void> {
    const text = lines.join('\n');
    await loading(connection.run(READ_INCOMING, [text]));
    const stored = shown && (await storedAmong('incoming', shown.folder, shown.files));
    const days = await loading(daysFrom(sessionDaysOf('incoming')));
    const known = new Set([...touched, ...days]);
    await loading(connection.run('BEGIN'));
    try {
      await connection.run(addIncoming(stored));
      const shows = shown ? await showModels(shown, known, turnedBy(shown, known)) : open;
      await connection.run('COMMIT');
      touched = known;
      open = shows;
    } catch (error) {
      await connection.run('ROLLBACK');
      throw new QueryError('failed', 'events could not be loaded', { cause: error });
    }
    await countSkipped(text, lines.length);
  }

  /** Whether events of these days take a stored day out of the views. */
  function turnedBy({ models }: LakeSnapshot, days: ReadonlySet<string>): boolean {
    return models.some(({ day }) => days.has(day) && !touched.has(day));
  }

  /** Brings the models up to the events: all that they are made of, or just what came to the tail. */
  async function showModels(
    snapshot: LakeSnapshot,
    days: ReadonlySet<string>,
    anew: boolean,
  ): Promise<Open> {
    const [[tail] = []] = await rows('SELECT count(*) FROM lake.tail');
    const sources = modelSources(snapshot, days, Number(tail), definition);
    const kept = keepsSessions(sources, keptEvents);
    const any = sources.openRows > 0;
    if (!anew && any === open.any && kept === open.kept) {
      if (kept && any) await connection.run(KEEP_SESSIONS);
      return open;
    }
    const made = new Set(modelViews(snapshot, sources, kept));
    for (const statement of made) {
      if (makesTable(statement) || !open.made.has(statement)) await connection.run(statement);
    }
    return { any, kept, made };
  }

  async function daysFrom(sql: string): Promise<string[]> {
    return (await connection.runAndReadAll(sql)).getRows().map(([day]) => String(day));
  }

  /** The ids that these files have in common with a relation, or null where no file can have one. */
  async function storedAmong(
    relation: string,
    folder: string,
    files: readonly StoredFile[],
  ): Promise<string | null> {
    if (files.length === 0) return null;
    const [[least, most] = []] = await rows(`SELECT min(event_id), max(event_id) FROM ${relation}`);
    if (typeof least !== 'string' || typeof most !== 'string') return null;
    const near = filesHolding(files, least, most);
    if (near.length === 0) return null;
    return storedIds(
      near.map(({ path }) => join(folder, path)),
      least,
      most,
    );
  }

  /** Fewer rows than lines means copies, or lines that could not be read. */
  async function countSkipped(text: string, lines: number): Promise<void> {
    const [[read] = []] = await rows('SELECT count(*) FROM incoming');
    if (Number(read) === lines) return;
    const reasons = await rows(COUNT_SKIPPED, [text]);
    if (reasons.length === 0) return;
    const counts = Object.fromEntries(reasons.map(([why, n]) => [String(why), Number(n)]));
    skipped += Object.values(counts).reduce((sum, n) => sum + n, 0);
    console.warn(
      JSON.stringify({ message: 'lake lines skipped', reasons: counts, total: skipped }),
    );
  }

  async function rows(sql: string, parameters?: DuckDBValue[]): Promise<DuckDBValue[][]> {
    return (await loading(connection.runAndReadAll(sql, parameters))).getRows();
  }

  return { catchUp, skippedLines: () => skipped };
}

const reading = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw new QueryError('unavailable', 'the lake could not be read', { cause: error });
  });

const loading = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw new QueryError('failed', 'events could not be loaded', { cause: error });
  });
