import { duckdbColumns, type glueColumns } from '@/lib/events/projections';
import { DAY_MS, dayInside } from './day-inside';
import type { Model, ModelColumn } from './model';
import { sessionsModel } from './sessions';

/** Tables as SQL names them; `rollup` is a reserved word in Trino, so it has to be quoted. */
export interface AthenaTables {
  /** Parquet by arrival, as Firehose delivers it; `dt` is the UTC date of arrival. */
  readonly landing: string;
  readonly events: string;
  readonly sessions: string;
  readonly rollup: string;
  readonly rollup_daily: string;
  readonly products_rollup: string;
  readonly products_daily: string;
  readonly products_totals: string;
  readonly searches: string;
  readonly order_lines: string;
  readonly lengths: string;
  /** The catalogue. */
  readonly products: string;
}

/** As the database has them. */
export const DATABASE_TABLES: AthenaTables = {
  landing: 'events_landing',
  events: 'events',
  sessions: 'sessions',
  rollup: '"rollup"',
  rollup_daily: 'rollup_daily',
  products_rollup: 'products_rollup',
  products_daily: 'products_daily',
  products_totals: 'products_totals',
  searches: 'searches',
  order_lines: 'order_lines',
  lengths: 'lengths',
  products: 'products',
};

/** UTC dates, both included. */
export interface Dates {
  readonly from: string;
  readonly to: string;
}

/** When it arrived. */
export interface Arrivals extends Dates {
  /** Hours of two digits, both included, of each of the days; all of them where absent. */
  readonly hours?: { readonly from: string; readonly to: string };
}

/** A session lasts a day at most; a clock that was set may add one. */
const NEAR_DAYS = 2;

/** A date as SQL text; throws on anything else, since it is written into a statement. */
function dateText(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`not a date: ${date}`);
  return `'${date}'`;
}

function hourText(hour: string): string {
  if (!/^\d{2}$/.test(hour)) throw new RangeError(`not an hour: ${hour}`);
  return `'${hour}'`;
}

const quoted = (name: string) => `"${name}"`;
const EVENT_COLUMNS = [...duckdbColumns().map(({ name }) => name), 'dt'].map(quoted);

function between(column: string, { from, to }: Dates): string {
  return `${column} BETWEEN ${dateText(from)} AND ${dateText(to)}`;
}

function arrived({ landing }: AthenaTables, arrivals: Arrivals): string {
  const { hours } = arrivals;
  const inHours = hours
    ? ` AND hour BETWEEN ${hourText(hours.from)} AND ${hourText(hours.to)}`
    : '';
  return `${landing} WHERE ${between('dt', arrivals)}${inHours}`;
}

/** The most partitions of a table that one statement of Athena writes is 100. */
const DAYS_A_MERGE = 90;

/**
 * The days that arrived events are of, in stretches that one merge can write: a row each of `day_from`
 * and `day_to`. A run may bring a year of days at once, which must not stop the merge.
 */
export function eventStretches(tables: AthenaTables, arrivals: Arrivals): string {
  const day = dayInside('event_id');
  return `SELECT min(day) AS day_from, max(day) AS day_to FROM (
  SELECT day, (row_number() OVER (ORDER BY day) - 1) / ${DAYS_A_MERGE} AS stretch FROM (
    SELECT DISTINCT ${day} AS day FROM ${arrived(tables, arrivals)}
  ) AS days WHERE day IS NOT NULL
) AS numbered GROUP BY stretch ORDER BY 1`;
}

/**
 * Takes what arrived on these days into `events`: each event once by event_id, the copy that the
 * collector received first. Running it again changes nothing. With `days`, only events of those.
 */
export function mergeEvents(tables: AthenaTables, arrivals: Arrivals, days?: Dates): string {
  const ofDays = days ? ` AND ${between('dt', days)}` : '';
  // Known before it runs, so that other partitions are surely passed over: the source's dates are not.
  const inDays = days ? ` AND ${between('t.dt', days)}` : '';
  const contract = EVENT_COLUMNS.slice(0, -1).join(', ');
  return `MERGE INTO ${tables.events} AS t USING (
  SELECT ${contract}, dt FROM (
    SELECT ${contract}, ${dayInside('event_id')} AS dt,
      row_number() OVER (PARTITION BY event_id ORDER BY received_at, "timestamp") AS copy
    FROM ${arrived(tables, arrivals)}
  ) AS copies WHERE copy = 1 AND dt IS NOT NULL${ofDays}
) AS s ON t.dt = s.dt AND t.event_id = s.event_id${inDays}
WHEN NOT MATCHED THEN INSERT (${EVENT_COLUMNS.join(', ')})
  VALUES (${EVENT_COLUMNS.map((name) => `s.${name}`).join(', ')})`;
}

/**
 * The days whose modelled tables have to be made again after that merge, oldest first. With `near`,
 * only those: a session id may name any day, and only days near those of events have rows.
 */
export function touchedDays(tables: AthenaTables, arrivals: Arrivals, near?: Dates): string {
  const day = dayInside('session_id');
  const isDay = near ? between(day, near) : `${day} IS NOT NULL`;
  return `SELECT DISTINCT ${day} AS day FROM ${arrived(tables, arrivals)} AND ${isDay} ORDER BY 1`;
}

/**
 * Brings one day of a model to what its SELECT says, in one commit, so that no reader sees the day
 * half made: rows that differ are written, rows that are no longer said are deleted. Sessions come
 * before the others, which read that table. Only events of dates near the day are looked at, so that
 * partitions are passed over; a session whose id holds no day is in no stored day.
 */
export function mergeModelDay(tables: AthenaTables, model: Model, day: string): string {
  const target = tables[model.name];
  const columns = model.columns.map(({ name }) => name);
  const list = columns.join(', ');
  const isDay = `${model.partition} = ${dateText(day)}`;
  const select = model.select({
    events: eventsOfDay(tables.events, day),
    sessions: `(SELECT * FROM ${tables.sessions} WHERE ${sessionsModel.partition} = ${dateText(day)})`,
    products: tables.products,
  });
  const keys = model.columns.filter(({ name }) => model.key.includes(name));
  const same = (a: string, b: string) => keys.map((key) => sameKey(key, a, b)).join(' AND ');
  const values = columns.filter((name) => !model.key.includes(name));
  return `MERGE INTO ${target} AS t USING (
  WITH said AS (
    SELECT ${list} FROM (${select}) AS made
  ), there AS (
    SELECT ${list} FROM ${target} WHERE ${isDay}
  )
  SELECT ${list}, false AS gone FROM (SELECT ${list} FROM said EXCEPT SELECT ${list} FROM there) AS differing
  UNION ALL
  SELECT ${list}, true AS gone FROM there
  WHERE NOT EXISTS (SELECT 1 FROM said WHERE ${same('said', 'there')})
) AS s ON t.${isDay} AND ${same('t', 's')}
WHEN MATCHED AND s.gone THEN DELETE
WHEN MATCHED THEN UPDATE SET ${values.map((name) => `${name} = s.${name}`).join(', ')}
WHEN NOT MATCHED THEN INSERT (${list}) VALUES (${columns.map((name) => `s.${name}`).join(', ')})`;
}

function eventsOfDay(events: string, day: string): string {
  const at = Date.parse(`${day}T00:00:00.000Z`);
  const date = (days: number) => new Date(at + days * DAY_MS).toISOString().slice(0, 10);
  const near = `dt BETWEEN ${dateText(date(-NEAR_DAYS))} AND ${dateText(date(NEAR_DAYS))}`;
  return `(SELECT * FROM ${events} WHERE ${near} AND ${dayInside('session_id')} = ${dateText(day)})`;
}

/** Equal keys, an empty one equal to an empty one: as an equation, which joins fast. */
function sameKey({ name, nullable }: ModelColumn, a: string, b: string): string {
  if (!nullable) return `${a}.${name} = ${b}.${name}`;
  return `coalesce(${a}.${name}, '') = coalesce(${b}.${name}, '')`;
}

const GLUE_TYPES: Readonly<Record<ModelColumn['type'], string>> = {
  varchar: 'string',
  bigint: 'bigint',
  'decimal(18,2)': 'decimal(18,2)',
};

/** Glue columns of a modelled table. */
export function glueModelColumns({ columns }: Model): ReturnType<typeof glueColumns> {
  return columns.map(({ name, type, doc }) => ({ name, type: GLUE_TYPES[type], comment: doc }));
}
