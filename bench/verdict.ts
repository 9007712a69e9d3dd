/** One budget, what was measured against it, and beside what. */
export interface Verdict {
  readonly what: string;
  readonly ours: string;
  /** The same measured of the yardstick in this run; null for a budget in absolute numbers. */
  readonly yardstick: string | null;
  readonly ratio: number | null;
  readonly budget: string;
  readonly met: boolean;
}

export interface BenchRun {
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
  /** Names of what is to be measured; everything where it is not given. */
  readonly only?: readonly string[];
  readonly report: (text: string) => void;
}

export const perSecond = (value: number, unit: string) =>
  `${Math.round(value).toLocaleString('en')} ${unit}/s`;
