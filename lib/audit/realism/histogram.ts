/** How often each value was seen. */
export interface Bin {
  readonly value: number;
  readonly n: number;
}

export function sizeOf(bins: readonly Bin[]): number {
  return bins.reduce((sum, { n }) => sum + n, 0);
}

/** The least value that this share of all is at or below. */
export function quantileOf(bins: readonly Bin[], share: number): number {
  const sorted = [...bins].sort((a, b) => a.value - b.value);
  const wanted = share * sizeOf(sorted);
  let seen = 0;
  for (const { value, n } of sorted) {
    seen += n;
    if (seen >= wanted) return value;
  }
  return Number.NaN;
}

export function meanOf(bins: readonly Bin[]): number {
  return bins.reduce((sum, { value, n }) => sum + value * n, 0) / sizeOf(bins);
}

export function deviationOf(bins: readonly Bin[]): number {
  const mean = meanOf(bins);
  const squares = bins.reduce((sum, { value, n }) => sum + n * (value - mean) ** 2, 0);
  return Math.sqrt(squares / sizeOf(bins));
}

/** Chance to end with exactly so many, of those who come so far. */
export function hazardOf(bins: readonly Bin[], k: number): number {
  const at = sizeOf(bins.filter(({ value }) => value === k));
  return at / sizeOf(bins.filter(({ value }) => value >= k));
}

/** Of logarithms, from their sum and that of their squares. */
export function logDeviation(logs: number, squares: number, n: number): number {
  return Math.sqrt(Math.max(0, squares / n - (logs / n) ** 2));
}

/** Slope of a straight line through points by least squares. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const across = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return across / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
