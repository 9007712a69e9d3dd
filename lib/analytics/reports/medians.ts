/**
 * Exact medians in SQL that every engine has: `medians`, a row of `seconds` for each group of the
 * relation of lengths, which says how many `sessions` are of each length in whole `seconds`. It counts
 * equal lengths together where it reads them, by as few columns as it can: little is left to put in
 * order. Of two middle ones it is the lower.
 */
export function mediansOf(lengths: string, keys: readonly string[]): string {
  const by = keys.join(', ');
  return `running AS (
  SELECT ${by}, seconds,
    sum(sessions) OVER (PARTITION BY ${by} ORDER BY seconds) AS up_to,
    sum(sessions) OVER (PARTITION BY ${by}) AS whole
  FROM ${lengths}
), medians AS (
  SELECT ${by}, min(seconds) AS seconds
  FROM running WHERE up_to * 2 >= whole GROUP BY ${by}
)`;
}
