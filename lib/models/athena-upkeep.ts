import type { StoredTable } from './athena-ddl';
import {
  type AthenaTables,
  eventStretches,
  mergeEvents,
  mergeModelDay,
  touchedDays,
} from './athena-statements';
import { MODELS } from './models';

/**
 * Statements whose dates a run fills in, for a scheduler that holds SQL as text. They are made by the
 * functions that everything else uses, of dates that stand for the places, so that there is one
 * statement and not two.
 */
export interface UpkeepTemplates {
  /** Stretches of event days that arrived: rows of `from` and `to`, few enough days for one merge. */
  readonly stretches: string;
  readonly merge: string;
  /** Days whose models have to be made again. */
  readonly touched: string;
  /** In the order they are made; the first is read by the others. */
  readonly models: readonly { readonly table: string; readonly sql: string }[];
}

/** What a run fills in: dates, and hours of two digits. */
type UpkeepPlace =
  | 'from'
  | 'to'
  | 'fromHour'
  | 'toHour'
  | 'daysFrom'
  | 'daysTo'
  | 'near'
  | 'far'
  | 'day'
  | 'dayBefore'
  | 'dayAfter';

/** Dates that stand for places: of no event, since they are before the epoch. */
const STANDS_FOR: readonly (readonly [sentinel: string, place: UpkeepPlace])[] = [
  ['1901-01-01', 'from'],
  ['1902-01-01', 'to'],
  ['1903-01-01', 'daysFrom'],
  ['1904-01-01', 'daysTo'],
  ['1905-01-01', 'near'],
  ['1906-01-01', 'far'],
  ['1907-01-13', 'dayBefore'],
  ['1907-01-15', 'day'],
  ['1907-01-17', 'dayAfter'],
  ['91', 'fromHour'],
  ['92', 'toHour'],
];
const sentinel = (place: UpkeepPlace): string =>
  STANDS_FOR.find(([, name]) => name === place)?.[0] ?? '';

const withPlaces = (sql: string): string =>
  STANDS_FOR.reduce((text, [from, place]) => text.replaceAll(`'${from}'`, `'{${place}}'`), sql);

export function upkeepTemplates(tables: AthenaTables): UpkeepTemplates {
  const arrivals = {
    from: sentinel('from'),
    to: sentinel('to'),
    hours: { from: sentinel('fromHour'), to: sentinel('toHour') },
  };
  const days = { from: sentinel('daysFrom'), to: sentinel('daysTo') };
  const near = { from: sentinel('near'), to: sentinel('far') };
  return {
    stretches: withPlaces(eventStretches(tables, arrivals)),
    merge: withPlaces(mergeEvents(tables, arrivals, days)),
    touched: withPlaces(touchedDays(tables, arrivals, near)),
    models: MODELS.map((model) => ({
      table: model.name,
      sql: withPlaces(mergeModelDay(tables, model, sentinel('day'))),
    })),
  };
}

const quoted = (name: string) => `"${name}"`;

/**
 * Housekeeping of one table: rows older than that date go, by whole partitions; small files of the
 * newest days become large ones; files that no snapshot of the last days names are deleted. S3 may
 * never expire them by itself: it does not know which files a table still reads.
 */
export function upkeepOf({ name, partition }: StoredTable): readonly string[] {
  return [
    `DELETE FROM ${quoted(name)} WHERE ${partition} < '{oldest}'`,
    `OPTIMIZE ${quoted(name)} REWRITE DATA USING BIN_PACK WHERE ${partition} >= '{newest}'`,
    `VACUUM ${quoted(name)}`,
  ];
}
