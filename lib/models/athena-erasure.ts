import { SNAPSHOT_SECONDS, type StoredTable } from './athena-ddl';
import type { AthenaTables } from './athena-statements';
import { dayInside } from './day-inside';

/**
 * Who is to be taken out of the tables. Athena keeps the text of each query for 45 days, so that their
 * own id stands in none: rows are found by its SHA-256.
 */
export interface Erased {
  /** 64 hexadecimal digits, in capitals. */
  readonly digest: string;
  readonly sessions: readonly string[];
  /** Date of the oldest arrival that the landing table looks at. */
  readonly since: string;
}

const DIGEST = /^[0-9A-F]{64}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Ids in one statement: far below its 262,144 bytes. */
const IDS_A_STATEMENT = 2_000;
/** A statement of Athena's writes 100 partitions at most. */
const DAYS_A_STATEMENT = 90;

const sqlText = (value: string) => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[]) => values.map(sqlText).join(', ');

function own({ digest }: Erased): string {
  if (!DIGEST.test(digest)) throw new RangeError(`no digest: ${digest}`);
  return `to_hex(sha256(to_utf8(user_id))) = '${digest}'`;
}

function arrivedSince({ since }: Erased): string {
  if (!DATE.test(since)) throw new RangeError(`not a date: ${since}`);
  return `dt >= '${since}'`;
}

function days(column: string, dates: readonly string[]): string {
  const wrong = dates.find((one) => !DATE.test(one));
  if (wrong !== undefined) throw new RangeError(`not a date: ${wrong}`);
  return `${column} IN (${list(dates)})`;
}

function* chunks<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += most) yield all.slice(at, at + most);
}

/** By themselves, and by a session of theirs; several tests where there are many sessions. */
function theirs(erased: Erased): readonly string[] {
  const { sessions } = erased;
  const bySession = [...chunks(sessions, IDS_A_STATEMENT)].map(
    (some) => `session_id IN (${list(some)})`,
  );
  const [first, ...more] = bySession;
  return [first === undefined ? own(erased) : `(${own(erased)} OR ${first})`, ...more];
}

/**
 * Every event of theirs: rows of `path` (the object in S3; null where it is merged), `event_id`,
 * `session_id`, `day` (of the event) and `hour` (`2026-11-22T08`, when the collector took it). An event
 * of a session of theirs is theirs as well, whoever it names.
 */
export function sightings(tables: AthenaTables, erased: Erased): readonly string[] {
  const { events, landing } = tables;
  const landed = arrivedSince(erased);
  const sessions = `SELECT session_id FROM ${events} WHERE ${own(erased)}
  UNION SELECT session_id FROM ${landing} WHERE ${landed} AND ${own(erased)}`;
  const hour = 'substr(received_at, 1, 13) AS hour';
  return theirs(erased).flatMap((test, i) => {
    // The first statement of each finds sessions that nobody knows of yet.
    const among = i === 0 ? ` OR session_id IN (${sessions})` : '';
    return [
      `SELECT CAST(NULL AS varchar) AS path, event_id, session_id, dt AS day, ${hour}
FROM ${events} WHERE ${test}${among}`,
      `SELECT "$path" AS path, event_id, session_id, ${dayInside('event_id')} AS day, ${hour}
FROM ${landing} WHERE ${landed} AND (${test}${among})`,
    ];
  });
}

/** Takes their rows out of `events`, those of some days at a time. */
export function deleteEvents(
  { events }: AthenaTables,
  erased: Erased,
  eventDays: readonly string[],
): readonly string[] {
  return [...chunks(eventDays, DAYS_A_STATEMENT)].flatMap((some) =>
    theirs(erased).map((test) => `DELETE FROM ${events} WHERE ${days('dt', some)} AND ${test}`),
  );
}

/** How often their events or sessions stand in a table: one number a statement. */
export function countTheirs(
  tables: AthenaTables,
  table: StoredTable | 'landing',
  erased: Erased,
): readonly string[] {
  if (table === 'landing') {
    return theirs(erased).map(
      (test) =>
        `SELECT count(*) AS n FROM ${tables.landing} WHERE ${arrivedSince(erased)} AND ${test}`,
    );
  }
  const has = (name: string) => table.columns.some((column) => column.name === name);
  const quoted = `"${table.name}"`;
  if (has('user_id')) {
    return theirs(erased).map((test) => `SELECT count(*) AS n FROM ${quoted} WHERE ${test}`);
  }
  if (!has('session_id')) return [];
  return [...chunks(erased.sessions, IDS_A_STATEMENT)].map(
    (some) => `SELECT count(*) AS n FROM ${quoted} WHERE session_id IN (${list(some)})`,
  );
}

/** Properties of a table under which what was deleted leaves its files and its snapshots at once. */
const AT_ONCE = {
  vacuum_max_snapshot_age_seconds: '1',
  // By itself Athena leaves alone what has but one file of deletions beside it, or has few such files.
  optimize_rewrite_delete_file_threshold: '1',
  optimize_rewrite_data_file_threshold: '1',
} as const;
const AS_USUAL = {
  vacuum_max_snapshot_age_seconds: String(SNAPSHOT_SECONDS),
  optimize_rewrite_delete_file_threshold: '2',
  optimize_rewrite_data_file_threshold: '5',
} as const;

const properties = (name: string, values: Readonly<Record<string, string>>) =>
  `ALTER TABLE \`${name}\` SET TBLPROPERTIES (${Object.entries(values)
    .map(([key, value]) => `'${key}'='${value}'`)
    .join(', ')})`;

/** Writes the files of those days anew without what was deleted, and forgets every older snapshot. */
export function forget(table: StoredTable, dates: readonly string[]): readonly string[] {
  const { name, partition } = table;
  return [
    properties(name, AT_ONCE),
    ...[...chunks(dates, DAYS_A_STATEMENT)].map(
      (some) => `OPTIMIZE "${name}" REWRITE DATA USING BIN_PACK WHERE ${days(partition, some)}`,
    ),
    `VACUUM "${name}"`,
  ];
}

/** Snapshots are kept again for as long as ever. */
export function asUsual({ name }: StoredTable): string {
  return properties(name, AS_USUAL);
}
