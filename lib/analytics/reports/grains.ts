import { DAY_MS, MINUTE_MS, toIso } from '@/lib/common/clock';
import { type Scope, SESSION_FILTERS, type Stretch } from './scope';
import { joined, type Sql, sql } from './sql-text';

/** In what spans of time the modelled tables count, the longest first; all begin at UTC midnights. */
export const GRAINS = { day: DAY_MS, quarter: 15 * MINUTE_MS } as const;
export type Grain = keyof typeof GRAINS;

export interface Cut {
  /** Spans that can be taken whole from each grain. */
  readonly whole: ReadonlyMap<Grain, readonly Stretch[]>;
  /** What is left, to be read from events. */
  readonly ends: readonly Stretch[];
}

/** A stretch of time as spans of the longest grains that fit, and uneven ends. */
export function cut(stretch: Stretch, grains: readonly Grain[]): Cut {
  const whole = new Map<Grain, Stretch[]>();
  let left: readonly Stretch[] = [stretch];
  for (const grain of grains) {
    const span = GRAINS[grain];
    const taken: Stretch[] = [];
    left = left.flatMap((one) => {
      const from = Math.ceil(one.from / span) * span;
      const to = Math.floor(one.to / span) * span;
      if (from >= to) return [one];
      taken.push({ ...one, from, to });
      return [
        { ...one, to: from },
        { ...one, from: to },
      ].filter((end) => end.from < end.to);
    });
    if (taken.length > 0) whole.set(grain, taken);
  }
  return { whole, ends: left };
}

/** The condition that a row counts one of these spans; rows are put together once, whatever their number. */
export function within(spans: readonly Stretch[], test: (span: Stretch) => Sql): Sql {
  const tests = spans.map(test);
  return tests.length === 1 && tests[0] ? tests[0] : sql`(${joined(tests, ' OR ')})`;
}

/** The condition that a row of a grain is of a span. */
export const COUNTS: Readonly<Record<Grain, (span: Stretch) => Sql>> = {
  day: ({ from, to }) => sql`dt >= ${dateOf(from)} AND dt < ${dateOf(to)}`,
  quarter: ({ from, to }) => sql`bucket_ms >= ${from} AND bucket_ms < ${to}`,
};

const dateOf = (ms: number) => toIso(ms).slice(0, 10);

/** Whether nothing of the session is asked for but its actor: some tables have no more of it. */
export function byActorAlone(scope: Scope, by: readonly string[] = []): boolean {
  const asked = [...by, ...SESSION_FILTERS.filter((name) => scope[name].length > 0)];
  return asked.every((name) => name === 'actor');
}

/** Where products are counted by that grain, for a scope and columns of the session. */
export function productsTable(scope: Scope, grain: Grain, by: readonly string[] = []): string {
  if (grain === 'quarter') return 'products_rollup';
  return byActorAlone(scope, by) ? 'products_totals' : 'products_daily';
}
