import type { QueryColumn, QueryValue } from '@/lib/analytics/query-engine';

/** Rows of an answer, kept column by column. */
export interface ResultRows {
  readonly columns: readonly QueryColumn[];
  readonly length: number;
  add(rows: readonly (readonly QueryValue[])[]): void;
  value(row: number, column: number): QueryValue;
  /** For sorting: a number a row, by which they come in order; NaN for NULL. */
  ranks(column: number): Float64Array;
}

/** Beyond so many different values looking for a repeated one costs more memory than it saves. */
const MOST_SHARED = 20_000;
const FIRST_ROOM = 256;

/**
 * Numbers are kept as numbers, everything else as a place in a list where equal values share one: an
 * answer of 100,000 rows takes 4 to 8 bytes a cell and each text once.
 */
export function createResultRows(columns: readonly QueryColumn[]): ResultRows {
  const stores = columns.map(() => createColumn());
  let length = 0;
  return {
    columns,
    get length() {
      return length;
    },
    add(rows) {
      for (const row of rows) {
        for (const [at, store] of stores.entries()) store.set(length, row[at] ?? null);
        length += 1;
      }
    },
    value(row, column) {
      if (row < 0 || row >= length) return null;
      return stores[column]?.get(row) ?? null;
    },
    ranks(column) {
      return stores[column]?.ranks(length) ?? new Float64Array();
    },
  };
}

function createColumn() {
  /** As long as it holds nothing but numbers and NULL, which is NaN there: JSON has no NaN. */
  let numbers: Float64Array | null = new Float64Array(FIRST_ROOM);
  let places = new Uint32Array(0);
  /** The first is NULL. */
  const values: QueryValue[] = [null];
  const shared = new Map<QueryValue, number>([[null, 0]]);

  function placeOf(value: QueryValue): number {
    const known = shared.get(value);
    if (known !== undefined) return known;
    values.push(value);
    if (shared.size < MOST_SHARED) shared.set(value, values.length - 1);
    return values.length - 1;
  }

  function withoutNumbers(filled: number, held: Float64Array): void {
    places = new Uint32Array(held.length);
    for (let row = 0; row < filled; row += 1) {
      const number = held[row] ?? Number.NaN;
      places[row] = Number.isNaN(number) ? 0 : placeOf(number);
    }
    numbers = null;
  }

  return {
    set(row: number, value: QueryValue) {
      if (numbers && value !== null && typeof value !== 'number') withoutNumbers(row, numbers);
      if (numbers) {
        numbers = roomFor(row, numbers, Float64Array);
        numbers[row] = value === null ? Number.NaN : (value as number);
      } else {
        places = roomFor(row, places, Uint32Array);
        places[row] = placeOf(value);
      }
    },
    get(row: number): QueryValue {
      if (!numbers) return values[places[row] ?? 0] ?? null;
      const number = numbers[row] ?? Number.NaN;
      return Number.isNaN(number) ? null : number;
    },
    ranks(length: number): Float64Array {
      if (numbers) return numbers.slice(0, length);
      const order = values.map((_, place) => place).sort((a, b) => compare(values[a], values[b]));
      const ranks = new Float64Array(values.length);
      let rank = 0;
      for (const [at, place] of order.entries()) {
        // Equal values that do not share a place are equal all the same.
        if (at > 0 && values[place] !== values[order[at - 1] ?? 0]) rank += 1;
        ranks[place] = rank;
      }
      ranks[0] = Number.NaN;
      return Float64Array.from(places.subarray(0, length), (place) => ranks[place] ?? Number.NaN);
    },
  };
}

type Growing = Float64Array | Uint32Array;

/** The same numbers with room for a row. */
function roomFor<T extends Growing>(row: number, held: T, make: new (length: number) => T): T {
  if (row < held.length) return held;
  const grown = new make(Math.max(FIRST_ROOM, row + 1, held.length * 2));
  grown.set(held as never);
  return grown;
}

/** Numbers before texts; texts by their letters' codes, as ORDER BY has them. */
function compare(a: QueryValue | undefined, b: QueryValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}
