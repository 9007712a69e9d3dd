import type { QueryColumn, QueryValue } from '@/lib/analytics/query-engine';
import type { ResultRows } from './result-rows';

const NUMERIC = /^(u?(tiny|small|big|huge)?int(eger)?|double|real|float|decimal|numeric)\b/i;

export const isNumeric = ({ type }: QueryColumn): boolean => NUMERIC.test(type);

const SCALE = /^(?:decimal|numeric)\(\d+, ?(\d+)\)/i;

/** A cell as it is read; NULL is drawn differently from a text of that word. */
export function cellWords(value: QueryValue, column?: QueryColumn): string {
  if (value === null) return 'NULL';
  const scale = typeof value === 'number' && SCALE.exec(column?.type ?? '')?.[1];
  // As many places as the type has: 12.5 of a price is 12.50.
  return scale ? (value as number).toFixed(Number(scale)) : String(value);
}

/** A cell as it is copied: NULL is nothing. */
export function cellCopy(value: QueryValue, column?: QueryColumn): string {
  return value === null ? '' : cellWords(value, column);
}

const LEAST_WIDTH = 56;
const FIRST_MOST_WIDTH = 320;
const MOST_WIDTH = 900;
const CHARACTER_PX = 7.6;
const EDGES_PX = 28;
/** As many rows tell how wide a column is. */
const SAMPLE_ROWS = 50;

/** Widths in pixels at first: as wide as a heading and the first rows take. */
export function firstWidths(rows: ResultRows): readonly number[] {
  return rows.columns.map((column, at) => {
    let longest = Math.max(column.name.length + 2, column.type.length);
    for (let row = 0; row < Math.min(rows.length, SAMPLE_ROWS); row += 1) {
      longest = Math.max(longest, cellWords(rows.value(row, at), column).length);
    }
    const wanted = longest * CHARACTER_PX + EDGES_PX;
    return Math.round(Math.min(FIRST_MOST_WIDTH, Math.max(LEAST_WIDTH, wanted)));
  });
}

export function widthWithin(width: number): number {
  return Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
}
