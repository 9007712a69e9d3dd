import { EVENT_DEFINITIONS, EVENT_NAMES } from '@/lib/models/event-lines';
import { parquet, sqlText } from './parquet-relation';

/** What must be the same in all copies of an event; times and flags may change with a retry. */
const CONTENT = [
  'user_id',
  'session_id',
  'event_type',
  'page',
  'product_id',
  'tab_id',
  'seq',
  'element',
  'position',
  'order_id',
  'quantity',
];
const content = (alias: string) => `(${CONTENT.map((name) => `${alias}.${name}`).join(', ')})`;

export const CREATE_FRESH = `CREATE TABLE fresh (${EVENT_DEFINITIONS}, dt VARCHAR NOT NULL,
  turn BIGINT NOT NULL, place BIGINT NOT NULL)`;

/** The copy that arrived first stays, by the collector's clock and then by its place. */
export const KEEP_FIRSTS = `CREATE TABLE firsts AS SELECT * FROM fresh
  QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY received_at, turn, place) = 1`;

/** How many ids arrived with more than one content, counted by their surplus contents. */
export const DIFFERING_COPIES = `SELECT coalesce(sum(contents - 1), 0) FROM (
  SELECT count(DISTINCT ${content('fresh')}) AS contents FROM fresh GROUP BY event_id)`;

/** What is new and what some files hold, as rows of the contract; columns younger than a file are NULL. */
export function newsWith(paths: readonly string[]): string {
  const news = 'SELECT * EXCLUDE (dt, known, differs) FROM news WHERE NOT known';
  const all = paths.length > 0 ? `${news} UNION ALL BY NAME SELECT * FROM ${parquet(paths)}` : news;
  return `SELECT ${EVENT_NAMES} FROM (${all})`;
}

/** Turns of this statement: the firsts of a date, and whether the files hold them already. */
export function NEW_OF_PARTITION(paths: readonly string[], least: string, most: string): string {
  const firsts = `SELECT * EXCLUDE (turn, place) FROM firsts WHERE dt = ?`;
  if (paths.length === 0) {
    return `CREATE OR REPLACE TABLE news AS SELECT *, false AS known, false AS differs FROM (${firsts})`;
  }
  return `CREATE OR REPLACE TABLE news AS
    SELECT f.*, s.event_id IS NOT NULL AS known,
      s.event_id IS NOT NULL AND ${content('f')} IS DISTINCT FROM ${content('s')} AS differs
    FROM (${firsts}) f LEFT JOIN (
      SELECT event_id, ${CONTENT.join(', ')} FROM ${parquet(paths)}
      WHERE event_id BETWEEN ${sqlText(least)} AND ${sqlText(most)}
    ) s ON s.event_id = f.event_id`;
}

/** Sorted by session, so that one lies together and compresses well. */
export const EVENT_ORDER = 'session_id, event_ms, event_id';
