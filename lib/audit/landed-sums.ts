import type { QueryEngine } from '@/lib/analytics/query-engine';
import { COLUMNS, type Column, MAX_TEXT } from '@/lib/events/columns';
import { digestSql, MODULUS } from './event-digest';
import { DEADLINE_MS } from './landed';
import type { TimeRange } from './truth';

/** Rows of `events` whose ids begin alike. */
export interface LandedSum {
  /** What their ids begin with. */
  readonly key: string;
  readonly rows: number;
  /** Of their digests. */
  readonly total: number;
  /** Whether one of them is late, was corrected, or says more than was sent. */
  readonly odd: boolean;
}

export interface LandedSums {
  readonly sums: readonly LandedSum[];
  /** Of milliseconds from an event to the collector's clock, how many rows took so long. */
  readonly received: ReadonlyMap<number, number>;
  /** What ids begin with of which a row holds text that should have been cleaned. */
  readonly unclean: readonly string[];
}

export interface LandedOptions {
  /** How many first letters of their ids rows of one sum have alike. */
  readonly letters: number;
  readonly lateMs: number;
  readonly range?: TimeRange;
}

/** How long a row was on its way; NULL where its time of arrival is none. */
const WAY_MS = `TRY(CAST(round(to_unixtime(from_iso8601_timestamp(received_at)) * 1000) AS bigint)) - event_ms`;

/** Sums over a run's rows, made by the engine: nobody looks at a row itself. */
export async function sumLanded(
  engine: QueryEngine,
  runId: string,
  { letters, lateMs, range }: LandedOptions,
): Promise<LandedSums> {
  const { from = -Infinity, to = Infinity } = range ?? {};
  const bounds = [
    ...(Number.isFinite(from) ? [{ sql: 'AND event_ms >= ?', value: from }] : []),
    ...(Number.isFinite(to) ? [{ sql: 'AND event_ms < ?', value: to }] : []),
  ];
  const most = Math.min(lateMs, Number.MAX_SAFE_INTEGER);
  const { rows } = await engine.query(
    `SELECT stretch, way_ms, count(*), sum(digest) % ${MODULUS}, count_if(odd)
     FROM (
       SELECT stretch, way_ms, digest, digest IS NULL OR flags IS NOT NULL OR extra IS NOT NULL
         OR coalesce(way_ms > ${most}, true) AS odd
       FROM (
         SELECT substr(event_id, 1, ${letters}) AS stretch, ${WAY_MS} AS way_ms, flags, extra,
           ${digestSql(engine.name)} AS digest
         FROM events WHERE run_id = ? ${bounds.map(({ sql }) => sql).join(' ')}
       )
     )
     GROUP BY GROUPING SETS ((stretch), (way_ms))`,
    { parameters: [runId, ...bounds.map(({ value }) => value)], deadlineMs: DEADLINE_MS },
  );
  const sums: LandedSum[] = [];
  const received = new Map<number, number>();
  for (const [key, way, count, total, odd] of rows) {
    if (typeof key === 'string') {
      sums.push({ key, rows: Number(count), total: Number(total), odd: Number(odd) > 0 });
    } else if (way !== null) received.set(Number(way), Number(count));
  }
  return { sums, received, unclean: await uncleanIn(engine, runId, letters) };
}

const CLEANED = (COLUMNS as readonly Column[]).filter(({ clean }) => clean);
const PARAMETERS = 200;

/** A text that cleaning would change cannot be what was captured, even where it is what was sent. */
async function uncleanIn(engine: QueryEngine, runId: string, letters: number): Promise<string[]> {
  const names = CLEANED.map(({ name }) => name);
  const { rows } = await engine.query(
    `SELECT ${names.join(', ')} FROM events WHERE run_id = ?
     GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(', ')})`,
    { parameters: [runId], deadlineMs: DEADLINE_MS },
  );
  const keys = new Set<string>();
  for (const [at, { name, clean, maxLength = MAX_TEXT }] of CLEANED.entries()) {
    const unclean = rows
      .map((row) => row[at])
      .filter((text) => typeof text === 'string')
      .filter((text) => clean?.(text) !== text || text.length > maxLength);
    for (let first = 0; first < unclean.length; first += PARAMETERS) {
      const some = unclean.slice(first, first + PARAMETERS);
      const found = await engine.query(
        `SELECT DISTINCT substr(event_id, 1, ${letters}) FROM events
         WHERE run_id = ? AND ${name} IN (${some.map(() => '?').join(', ')})`,
        { parameters: [runId, ...some], deadlineMs: DEADLINE_MS },
      );
      for (const [key] of found.rows) keys.add(String(key));
    }
  }
  return [...keys];
}
