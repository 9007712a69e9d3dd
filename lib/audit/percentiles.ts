/** In the values' own unit. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** How often there is each value. */
export type Counts = ReadonlyMap<number, number>;

export function countOf(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Of no values: null. */
export function percentiles(values: readonly number[]): Percentiles | null {
  return percentilesOf(countOf(values));
}

/** The same of values that were counted. */
export function percentilesOf(counts: Counts): Percentiles | null {
  const values = Float64Array.from(counts.keys()).sort();
  let all = 0;
  for (const count of counts.values()) all += count;
  if (all === 0) return null;
  const at = (share: number) => {
    let left = Math.ceil(share * all);
    for (const value of values) {
      left -= counts.get(value) ?? 0;
      if (left <= 0) return value;
    }
    return 0;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** What is left of some values without others; never less than none. */
export function without(all: Counts, others: Counts): Map<number, number> {
  const left = new Map(all);
  for (const [value, count] of others) {
    const rest = (left.get(value) ?? 0) - count;
    if (rest > 0) left.set(value, rest);
    else left.delete(value);
  }
  return left;
}

export function together(some: Counts, others: Counts): Map<number, number> {
  const all = new Map(some);
  for (const [value, count] of others) all.set(value, (all.get(value) ?? 0) + count);
  return all;
}
