import type { QueryEngine } from '@/lib/analytics/query-engine';
import { DIGEST_SQL, MODULUS } from './event-text';
import { DEADLINE_MS } from './landed';
import type { TimeRange } from './truth';

/** Rows of `events` whose ids begin alike. */
export interface LandedSum {
  /** What their ids begin with. */
  readonly key: string;
  readonly rows: number;
  /** Of their digests. */
  readonly total: number;
  /** Whether one of them is late, was corrected, or brought more than the contract knows. */
  readonly odd: boolean;
}

export interface LandedSums {
  readonly sums: readonly LandedSum[];
  /** Of milliseconds from an event to the collector's clock, how many rows took so long. */
  readonly received: Map<number, number>;
}

export interface SumOptions {
  /** How many first letters of their ids rows of one sum have alike. */
  readonly letters: number;
  readonly lateMs: number;
  readonly range?: TimeRange;
}

/** How long a row was on its way; NULL where its time of arrival is none. */
const WAY_MS = `TRY(CAST(round(to_unixtime(from_iso8601_timestamp(received_at)) * 1000) AS bigint)) - event_ms`;

/** Sums over a run's rows, as one query makes them: nobody looks at a row itself. */
export async function sumLanded(
  engine: QueryEngine,
  runId: string,
  { letters, lateMs, range }: SumOptions,
): Promise<LandedSums> {
  const inRange = [
    range && Number.isFinite(range.from) ? { sql: 'AND event_ms >= ?', value: range.from } : null,
    range && Number.isFinite(range.to) ? { sql: 'AND event_ms < ?', value: range.to } : null,
  ].filter((one) => one !== null);
  const { rows } = await engine.query(
    `SELECT stretch, way_ms, count(*), sum(digest) % ${MODULUS}, count_if(odd)
     FROM (
       SELECT stretch, way_ms, digest, digest IS NULL OR flags IS NOT NULL OR extra IS NOT NULL
         OR coalesce(way_ms > ${Math.min(lateMs, Number.MAX_SAFE_INTEGER)}, true) AS odd
       FROM (
         SELECT substr(event_id, 1, ${letters}) AS stretch, ${WAY_MS} AS way_ms, flags, extra,
           ${DIGEST_SQL} AS digest
         FROM events WHERE run_id = ? ${inRange.map(({ sql }) => sql).join(' ')}
       )
     )
     GROUP BY GROUPING SETS ((stretch), (way_ms))`,
    { parameters: [runId, ...inRange.map(({ value }) => value)], deadlineMs: DEADLINE_MS },
  );
  const sums: LandedSum[] = [];
  const received = new Map<number, number>();
  for (const [key, way, count, total, odd] of rows) {
    if (key !== null) {
      const rows = Number(count);
      sums.push({ key: String(key), rows, total: Number(total), odd: Number(odd) > 0 });
    } else if (way !== null) received.set(Number(way), Number(count));
  }
  return { sums, received };
}
