import { TARGETS, type Target } from './targets';

/** A statistic as it was measured, or why it was not. */
export type Measure =
  | { readonly value: number }
  /** What is lacking, in words. */
  | { readonly lacking: string };

export interface Scored {
  readonly target: Target;
  readonly value: number | null;
  readonly lacking: string | null;
  /** 1 inside the range, less the further out; null where nothing was measured. */
  readonly score: number | null;
}

export interface Scorecard {
  readonly rows: readonly Scored[];
  readonly measured: number;
  readonly inRange: number;
  /** Weighted by tier, over what was measured. */
  readonly mean: number | null;
  readonly verdict: 'in range' | 'out of range' | 'not enough data';
}

const WEIGHTS: Readonly<Record<Target['tier'], number>> = { A: 1, B: 0.6, C: 0.2 };
const LEAST_MEAN = 0.9;
/** Of a statistic that two real data sets bear out. */
const LEAST_SCORE = 0.6;

export function scoreOf({ low, high }: Pick<Target, 'low' | 'high'>, value: number): number {
  const distance = Math.max(low - value, value - high, 0);
  return Math.exp(-distance / (high - low));
}

export function score(measures: ReadonlyMap<string, Measure>): Scorecard {
  const rows = TARGETS.map((target): Scored => {
    const measure = measures.get(target.id);
    if (measure && 'value' in measure) {
      const { value } = measure;
      return { target, value, lacking: null, score: scoreOf(target, value) };
    }
    return { target, value: null, lacking: measure?.lacking ?? 'it was not measured', score: null };
  });
  const scored = rows.flatMap(({ target, score: points }) =>
    points === null ? [] : [{ points, weight: WEIGHTS[target.tier], tier: target.tier }],
  );
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  const mean =
    weights > 0
      ? scored.reduce((sum, { points, weight }) => sum + points * weight, 0) / weights
      : null;
  const failing = scored.some(({ points, tier }) => tier === 'A' && points < LEAST_SCORE);
  return {
    rows,
    measured: scored.length,
    inRange: scored.filter(({ points }) => points === 1).length,
    mean,
    verdict:
      mean === null
        ? 'not enough data'
        : mean >= LEAST_MEAN && !failing
          ? 'in range'
          : 'out of range',
  };
}
