import data from './targets.json' with { type: 'json' };

/** A statistic of real shops: what it is, where it was published, and the range they lie in. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** A: two or more real data sets; B: one, or a report of the trade; C: weak. */
  readonly tier: 'A' | 'B' | 'C';
  readonly low: number;
  readonly high: number;
  readonly how: string;
  readonly source: string;
  /** Published values that the range was made of, by data set. */
  readonly observed: Readonly<Record<string, number>>;
}

export const TARGETS: readonly Target[] = (data as readonly unknown[]).map((one) => {
  const { observed, ...target } = one as Target;
  const known = Object.entries(observed).filter(([, value]) => typeof value === 'number');
  return { ...target, observed: Object.fromEntries(known) };
});
