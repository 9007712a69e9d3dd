import { COLUMNS } from '@/lib/events/columns';
import { duckdbColumns } from '@/lib/events/projections';

const quoted = (name: string) => `"${name}"`;
const columns = duckdbColumns();
const required = new Set<string>(COLUMNS.filter(({ nullable }) => !nullable).map((c) => c.name));
const structure = JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, type])));

/** The contract's columns in order, as a select list. */
export const EVENT_NAMES = columns.map(({ name }) => quoted(name)).join(', ');

/** The same as column definitions of a table. */
export const EVENT_DEFINITIONS = columns
  .map(({ name, type }) => `${quoted(name)} ${type}${required.has(name) ? ' NOT NULL' : ''}`)
  .join(', ');

/**
 * UTC date inside event_id, whose first 48 bits are epoch milliseconds: all copies of an event lie in
 * one partition, whenever they arrive. NULL where there is no such number.
 */
export const PARTITION_DATE = `CAST(CAST(make_timestamp_ms(try_cast(
  '0x' || substr(event_id, 1, 8) || substr(event_id, 10, 4) AS BIGINT)) AS DATE) AS VARCHAR)`;

const COMPLETE = [...required].map((name) => `${quoted(name)} IS NOT NULL`).join(' AND ');

/** Whether a row of `fields` is an event; never NULL. A date has ten characters up to the year 9999. */
export const IS_EVENT = `((${COMPLETE}) IS TRUE AND coalesce(length(dt), 0) = 10)`;

/** Why a row of `fields` is none. */
export const LINE_FAULT = `CASE WHEN (${COMPLETE}) IS TRUE THEN 'event_id holds no time'
  WHEN json_valid(line) THEN 'lacks a required field' ELSE 'not JSON' END`;

/**
 * `fields`: a row a line of the one text parameter: the contract's columns, `dt`, and `place` from 1.
 * Lines arrive joined by line breaks; DuckDB splits and parses them, twice as fast as one JSON array.
 * TRY answers NULL for a line that is not JSON, instead of failing its whole chunk. Both steps are
 * materialised: otherwise the optimiser parses and unpacks a line again for every column a filter
 * looks at, which takes four times as long.
 */
export const READ_LINES = `WITH parsed AS MATERIALIZED (
  SELECT line, place, TRY(from_json(line, '${structure}')) AS e
  FROM (SELECT unnest(lines) AS line, generate_subscripts(lines, 1) AS place
    FROM (SELECT string_split(?, chr(10)) AS lines)) WHERE line <> ''
), fields AS MATERIALIZED (
  SELECT *, ${PARTITION_DATE} AS dt
  FROM (SELECT line, place, ${columns.map(({ name }) => `e.${quoted(name)}`).join(', ')} FROM parsed)
)`;
