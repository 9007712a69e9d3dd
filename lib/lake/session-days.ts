import type { DuckDBConnection } from '@duckdb/node-api';
import { dayInside } from '@/lib/models/day-inside';
import { rows } from './duckdb-rows';
import type { DayContent } from './model-days';
import { parquet, sqlText } from './parquet-relation';

/** A session lasts a day at most; a clock that was set may add one. */
const NEAR_DAYS = 2;

/** The day inside `session_id` where it lies near a date given as an expression; else NULL. */
function nearDay(dt: string): string {
  const day = dayInside('session_id');
  return `CASE WHEN abs(CAST(${day} AS DATE) - CAST(${dt} AS DATE)) <= ${NEAR_DAYS} THEN ${day} END`;
}

/** The events of a file of that date, by the day of their session. */
export async function sessionDaysIn(
  connection: DuckDBConnection,
  path: string,
  dt: string,
): Promise<readonly DayContent[]> {
  const found = await rows(
    connection,
    `SELECT ${nearDay(sqlText(dt))} AS day, count(*),
       CAST(bit_xor(md5_number_lower(event_id)) AS VARCHAR)
     FROM ${parquet([path])} GROUP BY 1 ORDER BY 1`,
  );
  return found.map(([day, count, sum]) => ({
    day: day === null ? null : String(day),
    rows: Number(count),
    id_sum: String(sum),
  }));
}

/** A SELECT of the days of sessions that have events far from them, in files of their dates' folders. */
export function farDays(paths: readonly string[]): string {
  return `SELECT DISTINCT ${dayInside('session_id')} AS day FROM ${parquet(paths, 'dated')}
    WHERE ${nearDay('dt')} IS NULL AND ${dayInside('session_id')} IS NOT NULL`;
}
