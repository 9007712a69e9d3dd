import { cellWords, isNumeric } from './cell-look';
import type { ResultRows } from './result-rows';

export type ChartKind = 'bars' | 'line';

export interface ChartChoice {
  readonly kind: ChartKind;
  /** What stands below, and what is counted: places of columns. */
  readonly names: number;
  readonly figures: number;
}

export interface ChartPoint {
  readonly name: string;
  readonly value: number;
}

export interface ChartPoints {
  readonly points: readonly ChartPoint[];
  /** Names beyond those that are drawn. */
  readonly leftOut: number;
  /** Whether rows of one name were added up. */
  readonly added: boolean;
  /** Bars and areas stand on zero: what lies below it is not drawn. */
  readonly below: boolean;
  readonly whole: boolean;
}

const MOST: Readonly<Record<ChartKind, number>> = { bars: 40, line: 500 };
const TIME_TYPE = /^(date|timestamp)/i;
const TIME_TEXT = /^\d{4}-\d{2}-\d{2}([T ]|$)/;

/** Numbers that name something rather than count it. */
const NAMING = /(^|_)(id|ms|seq|version|year|month|day|hour|weekday)$/i;

/** Whether a column says when: by its type, its name, or what its first rows look like. */
export function isTime(rows: ResultRows, column: number): boolean {
  const { name = '', type = '' } = rows.columns[column] ?? {};
  if (TIME_TYPE.test(type)) return true;
  const first = rows.value(0, column);
  if (typeof first === 'number') return /_ms$/i.test(name) && first > 1e11;
  return typeof first === 'string' && TIME_TEXT.test(first);
}

/** What is drawn at first; null where there is nothing to count. */
export function firstChoice(rows: ResultRows): ChartChoice | null {
  const places = rows.columns.map((_, at) => at);
  const numbers = places.filter((at) => isNumeric(rows.columns[at] ?? { name: '', type: '' }));
  const counts = numbers.filter((at) => !NAMING.test(rows.columns[at]?.name ?? ''));
  const figures = counts[0] ?? numbers[0];
  if (figures === undefined || rows.length === 0) return null;
  const time = places.find((at) => at !== figures && isTime(rows, at));
  const words = places.find((at) => at !== figures && !numbers.includes(at));
  const names = time ?? words ?? places.find((at) => at !== figures) ?? figures;
  return { kind: time === undefined ? 'bars' : 'line', names, figures };
}

/** The points of a drawing, in the order of the rows; a line goes by its names' own order. */
export function chartPoints(
  rows: ResultRows,
  order: Uint32Array | null,
  { kind, names, figures }: ChartChoice,
): ChartPoints {
  const sums = new Map<string, number>();
  let added = false;
  for (let at = 0; at < rows.length; at += 1) {
    const row = order?.[at] ?? at;
    const value = rows.value(row, figures);
    if (typeof value !== 'number') continue;
    const name = nameOf(rows, row, names);
    const before = sums.get(name);
    added ||= before !== undefined;
    sums.set(name, (before ?? 0) + value);
  }
  const all = [...sums].map(([name, value]) => ({ name, value }));
  if (kind === 'line') all.sort((a, b) => compareNames(a.name, b.name));
  const points = kind === 'line' ? all.slice(-MOST.line) : all.slice(0, MOST.bars);
  return {
    ...{ points, leftOut: all.length - points.length, added },
    below: points.some(({ value }) => value < 0),
    whole: points.every(({ value }) => Number.isInteger(value)),
  };
}

function compareNames(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? (a < b ? -1 : 1) : x - y;
}

/** A moment in milliseconds is written as one, so that it can be read and put in order. */
function nameOf(rows: ResultRows, row: number, column: number): string {
  const value = rows.value(row, column);
  if (typeof value !== 'number' || !isTime(rows, column)) return cellWords(value);
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? cellWords(value) : moment.toISOString();
}
