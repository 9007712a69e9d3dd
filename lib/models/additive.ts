import { column, type ModelColumn, nullable } from './model';

/** A count or sum that may be added up over any rows. */
export interface Measure {
  readonly name: string;
  readonly doc: string;
  /** Its aggregate over the rows of its part. */
  readonly sql: string;
  readonly type?: ModelColumn['type'];
}

/** Rows that some measures are counted over, joined with their session as `s`. */
export interface TimedPart {
  /** When such a row happened, as an expression of epoch milliseconds. */
  readonly ms: string;
  /** What stands behind FROM. */
  readonly from: string;
  readonly measures: readonly Measure[];
}

/** What a session is told apart by in the additive models; an event's are those of its session. */
export const DIMENSIONS: readonly ModelColumn[] = [
  column('actor', 'varchar', 'Of the session.'),
  column('device_type', 'varchar', 'Of the session.'),
  nullable(column('country', 'varchar', 'Of the session.')),
  column('channel', 'varchar', 'Of the session.'),
  column('user_type', 'varchar', 'Of the session.'),
];

export const SESSION_DT = column(
  'session_dt',
  'varchar',
  '`dt` of the sessions it counts; part of the key, since a day is made anew by its sessions.',
);

/** A session's keys, as columns of a relation `s` of sessions. */
export function sessionKeys(
  dimensions: readonly ModelColumn[] = DIMENSIONS,
): Readonly<Record<string, string>> {
  return {
    session_dt: 's.dt',
    ...Object.fromEntries(dimensions.map(({ name }) => [name, `s.${name}`])),
  };
}

/** The measures' columns: their sums over the parts. */
export function measureColumns(parts: readonly TimedPart[]): ModelColumn[] {
  return parts
    .flatMap(({ measures }) => measures)
    .map(({ name, type = 'bigint', doc }) => column(name, type, doc, `coalesce(sum(${name}), 0)`));
}

/**
 * A relation of the keys and all measures, a row for each part and key: each part counts its own
 * measures and has 0 for the others. `keys` gives the expression of each key by part.
 */
export function unionOfParts(
  parts: readonly TimedPart[],
  keysOf: (part: TimedPart) => Readonly<Record<string, string>>,
): string {
  const names = parts.flatMap(({ measures }) => measures.map(({ name }) => name));
  return parts
    .map((part) => {
      const keys = Object.entries(keysOf(part));
      const own = new Map(part.measures.map(({ name, sql }) => [name, sql]));
      const list = [
        ...keys.map(([name, sql]) => `${sql} AS ${name}`),
        ...names.map((name) => `${own.get(name) ?? '0'} AS ${name}`),
      ].join(', ');
      const grouped = keys.map((_, place) => place + 1).join(', ');
      return `SELECT ${list}\n  FROM ${part.from}\n  GROUP BY ${grouped}`;
    })
    .join('\n  UNION ALL\n  ');
}
