interface PeriodRow {
  readonly period: 'current' | 'before';
}

export function currentOf<R extends PeriodRow>(rows: readonly R[]): readonly R[] {
  return rows.filter(({ period }) => period === 'current');
}

export function beforeOf<R extends PeriodRow>(rows: readonly R[]): readonly R[] {
  return rows.filter(({ period }) => period === 'before');
}

/**
 * The current rows, each with how much its figure has changed since the period before, as a share of
 * that; null where there was nothing, or no comparison.
 */
export function compared<R extends PeriodRow>(
  rows: readonly R[],
  key: (row: R) => string,
  figure: (row: R) => number,
): readonly (R & { readonly change: number | null })[] {
  const before = new Map(beforeOf(rows).map((row) => [key(row), figure(row)]));
  return currentOf(rows).map((row) => {
    const past = before.get(key(row)) ?? 0;
    return { ...row, change: past === 0 ? null : figure(row) / past - 1 };
  });
}
