import { getCountry } from 'countries-and-timezones';
import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import {
  type Bin,
  deviationOf,
  hazardOf,
  logDeviation,
  meanOf,
  quantileOf,
  sizeOf,
  slopeOf,
} from './histogram';
import { type Control, pickedEvents, type Selection } from './picked';
import * as queries from './queries';
import type { Measure } from './score';

/** What the plots are drawn from. */
export interface Shapes {
  /** Product events of sessions that have any. */
  readonly lengths: readonly Bin[];
  /** Tenths of seconds. */
  readonly gaps: readonly Bin[];
  /** Shares of sessions by local hour. */
  readonly hours: readonly number[];
  /** Views of products, the most viewed first. */
  readonly views: readonly number[];
}

export interface Measured {
  readonly sessions: number;
  readonly days: number;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly shapes: Shapes;
}

type Row = Readonly<Record<string, QueryValue>>;

const DEADLINE_MS = 10 * MINUTE_MS;
const LEAST_SESSIONS = 3_000;
const LEAST_VIEWS_A_PRODUCT = 20;
const LEAST_DAYS_OF_CLOCK = 14;
const LEAST_DAYS_OF_USERS = 90;

/** Computes every target's statistic from what is in the lake. */
export async function measure(
  engine: QueryEngine,
  selection: Selection,
  control: Control | null = null,
): Promise<Measured> {
  const picked = pickedEvents(selection, control);
  const ask = async (sql: string): Promise<readonly Row[]> => {
    const { columns, rows } = await engine.query(`WITH ${picked}, ${queries.SESSIONS}\n${sql}`, {
      deadlineMs: DEADLINE_MS,
    });
    return rows.map((row) =>
      // Trino has all names in small letters.
      Object.fromEntries(columns.map(({ name }, at) => [name.toLowerCase(), row[at] ?? null])),
    );
  };
  const bins = async (sql: string): Promise<readonly LogBin[]> => (await ask(sql)).map(toBin);

  const [facts = {}] = await ask(queries.SESSION_FIGURES);
  const [shares = {}] = await ask(queries.EVENT_FIGURES);
  const sessions = number(facts.sessions);
  const days = (number(facts.last_ms) - number(facts.first_ms)) / DAY_MS;
  const pages = await bins(queries.lengthsOf('pv'));
  const lengths = await bins(queries.lengthsOf('pe'));
  const gaps = await bins(queries.GAPS);
  const durations = await bins(queries.DURATIONS);
  const clock = clockOf(await ask(queries.STARTS));
  const products = await ask(queries.PRODUCT_VIEWS);
  const views = products.map((row) => number(row.n)).sort((a, b) => b - a);
  const returns = await bins(queries.RETURNS);
  const [orders = {}] = await ask(queries.ORDERS);
  const largest = async (column: 'browser' | 'country') => {
    const counts = (await ask(queries.largestOf(column))).map((row) => number(row.n));
    return Math.max(...counts) / sessions;
  };

  const found = new Map<string, Measure>();
  const few = lacking(sessions, LEAST_SESSIONS, 'sessions');
  const set = (id: string, value: number, less: string | null = few) => {
    if (less) found.set(id, { lacking: less });
    else if (Number.isFinite(value)) found.set(id, { value });
    else found.set(id, { lacking: 'there is nothing to divide by' });
  };
  for (const [id, value] of Object.entries({ ...facts, ...shares })) {
    if (/^[flmsru]\d+$/.test(id))
      set(id.toUpperCase(), value === null ? Number.NaN : number(value));
  }
  set('L3', quantileOf(pages, 0.5));
  set('L4', quantileOf(pages, 0.9));
  set('L5', quantileOf(pages, 0.99));
  const late = [8, 9, 10, 11, 12].map((k) => hazardOf(lengths, k));
  set('L6', hazardOf(lengths, 1) / (late.reduce((sum, one) => sum + one, 0) / late.length));
  set('L8', deviationOf(lengths) / meanOf(lengths));
  set('T1', quantileOf(gaps, 0.5) / 10);
  set('T2', quantileOf(gaps, 0.9) / 10);
  set('T3', logSd(gaps));
  set('T6', quantileOf(durations, 0.5));
  set('T7', logSd(durations));
  const short = few ?? lacking(days, LEAST_DAYS_OF_CLOCK, 'days');
  set('D1', Math.max(...clock.hours), short);
  set('D2', quietest(clock.hours), short);
  set('D3', clock.weekend, short);
  set('D4', clock.variation, short);
  const viewed = views.reduce((sum, n) => sum + n, 0) / Math.max(1, views.length);
  const thin = few ?? lacking(viewed, LEAST_VIEWS_A_PRODUCT, 'views a product');
  set('P1', topShare(views, 0.1), thin);
  set('P2', topShare(views, 0.01), thin);
  set('P3', slopeOf(views.slice(0, 100).map((n, at) => [Math.log(at + 1), Math.log(n)])), thin);
  set('P4', topCategory(products));
  // A window is as long as it can be without its last start.
  const brief = few ?? lacking(Math.ceil(days), LEAST_DAYS_OF_USERS, 'days');
  set('U1', number(facts.u1), brief);
  set('U2', number(facts.u2), brief);
  set('U4', quantileOf(returns, 0.5) / 10, brief);
  set('M3', await largest('browser'));
  set('M7', await largest('country'));
  set('B1', orders.b1 === null ? Number.NaN : number(orders.b1));
  const count = number(orders.orders);
  set('B3', logDeviation(number(orders.logs), number(orders.squares), count));
  const shapes = { lengths, gaps, hours: clock.hours, views };
  return { sessions, days, measures: found, shapes };
}

interface LogBin extends Bin {
  readonly logs: number;
  readonly squares: number;
}

function toBin(row: Row): LogBin {
  const { value, n, logs, squares } = row;
  return {
    value: number(value),
    n: number(n),
    logs: number(logs),
    squares: number(squares),
  };
}

function number(value: QueryValue | undefined): number {
  return Number(value ?? 0);
}

function lacking(found: number, least: number, what: string): string | null {
  if (found >= least) return null;
  const so = found < 100 ? found.toFixed(1).replace(/\.0$/, '') : String(Math.round(found));
  return `not enough data: ${so} ${what} of ${least}`;
}

function logSd(bins: readonly LogBin[]): number {
  const sum = (of: (bin: LogBin) => number) => bins.reduce((total, bin) => total + of(bin), 0);
  return logDeviation(
    sum(({ logs }) => logs),
    sum(({ squares }) => squares),
    sizeOf(bins),
  );
}

/** Of the most viewed part of products that were viewed at all. */
function topShare(views: readonly number[], part: number): number {
  const count = Math.max(1, Math.round(views.length * part));
  const sum = (some: readonly number[]) => some.reduce((total, n) => total + n, 0);
  return sum(views.slice(0, count)) / sum(views);
}

function topCategory(products: readonly Row[]): number {
  const sums = new Map<string, number>();
  for (const { category, n } of products) {
    const name = String(category ?? '');
    sums.set(name, (sums.get(name) ?? 0) + number(n));
  }
  const all = [...sums.values()];
  return Math.max(...all) / all.reduce((sum, n) => sum + n, 0);
}

/** The least share that six hours in a row have. */
function quietest(hours: readonly number[]): number {
  const from = (hour: number) =>
    [0, 1, 2, 3, 4, 5].reduce((sum, more) => sum + (hours[(hour + more) % 24] ?? 0), 0);
  return Math.min(...hours.map((_, hour) => from(hour)));
}

interface ClockFigures {
  readonly hours: readonly number[];
  /** Sessions of a weekend day ÷ those of a weekday, over whole weeks. */
  readonly weekend: number;
  readonly variation: number;
}

function clockOf(rows: readonly Row[]): ClockFigures {
  const hours = new Array<number>(24).fill(0);
  const days = new Map<number, number>();
  for (const row of rows) {
    const at = number(row.hour_ms);
    const n = number(row.n);
    const hour = localHour(at, String(row.country));
    hours[hour] = (hours[hour] ?? 0) + n;
    const day = Math.floor(at / DAY_MS);
    days.set(day, (days.get(day) ?? 0) + n);
  }
  const all = hours.reduce((sum, n) => sum + n, 0);
  // The first and the last may not be whole.
  const known = [...days.keys()].sort((a, b) => a - b).slice(1, -1);
  const counts = known.map((day) => days.get(day) ?? 0);
  const weeks = known.slice(0, known.length - (known.length % 7));
  // The epoch began on a Thursday.
  const isWeekend = (day: number) => (day + 3) % 7 >= 5;
  const mean = (some: readonly number[]) =>
    some.reduce((sum, day) => sum + (days.get(day) ?? 0), 0) / some.length;
  const level = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  const squares = counts.reduce((sum, n) => sum + (n - level) ** 2, 0);
  return {
    hours: hours.map((n) => n / all),
    weekend: mean(weeks.filter(isWeekend)) / mean(weeks.filter((day) => !isWeekend(day))),
    variation: Math.sqrt(squares / counts.length) / level,
  };
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** On the clocks of a country's first zone; UTC where it is not known. */
function localHour(epochMs: number, country: string): number {
  let format = FORMATS.get(country);
  if (!format) {
    const timeZone = getCountry(country)?.timezones[0] ?? 'UTC';
    format = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
    FORMATS.set(country, format);
  }
  return Number(format.format(epochMs)) % (DAY_MS / HOUR_MS);
}
