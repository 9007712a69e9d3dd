import { DAY_MS, HOUR_MS } from '@/lib/common/clock';

const LOCALE = 'en-IE';

interface SeriesRow {
  readonly period: 'current' | 'before';
  readonly bucket_ms: number;
}

/** One place on an axis of time: the figure there, and at the same place of the period before. */
export interface SeriesPoint {
  readonly short: string;
  readonly long: string;
  readonly value: number | null;
  readonly before?: number | null;
}

/** The figure of each bucket in order, with the period before laid under it place by place. */
export function seriesPoints<R extends SeriesRow>(
  rows: readonly R[],
  figure: (row: R) => number | null,
  zone: string,
): readonly SeriesPoint[] {
  const of = (period: R['period']) =>
    rows.filter((row) => row.period === period).toSorted((a, b) => a.bucket_ms - b.bucket_ms);
  const current = of('current');
  const before = of('before');
  const words = bucketWords(
    current.map(({ bucket_ms }) => bucket_ms),
    zone,
  );
  return current.map((row, i) => {
    const past = before[i];
    return {
      ...words(row.bucket_ms),
      value: figure(row),
      ...(before.length > 0 && { before: past ? figure(past) : null }),
    };
  });
}

/** When the points of the current period start, in order. */
export function startsOf(rows: readonly SeriesRow[]): readonly number[] {
  return rows
    .filter(({ period }) => period === 'current')
    .map(({ bucket_ms }) => bucket_ms)
    .toSorted((a, b) => a - b);
}

/** How the moments of an axis are written, by how far apart they are. */
function bucketWords(starts: readonly number[], zone: string) {
  const [first = 0, second = first + DAY_MS] = starts;
  const hours = second - first < 20 * HOUR_MS;
  const months = second - first > 20 * DAY_MS;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
  const day = { day: 'numeric', month: 'short' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const year = { month: 'short', year: 'numeric' } as const;
  const short = format(months ? year : hours && starts.length <= 30 ? clock : day);
  const long = format(months ? year : { weekday: 'short', ...day, ...(hours && clock) });
  const week = !months && second - first > 2 * DAY_MS;
  return (ms: number) => ({
    short: short.format(ms),
    long: week ? `Week of ${long.format(ms)}` : long.format(ms),
  });
}
