/**
 * Exact medians in SQL that every engine has: `medians`, a row of `seconds` for each group of a relation
 * that holds whole `seconds` a row. Equal lengths are counted together first, so that little is left to
 * put in order. Of two middle ones it is the lower.
 */
export function mediansOf(relation: string, keys: readonly string[]): string {
  const by = keys.join(', ');
  return `lengths AS (
  SELECT ${by}, seconds, count(*) AS sessions
  FROM ${relation} GROUP BY ${by}, seconds
), running AS (
  SELECT ${by}, seconds,
    sum(sessions) OVER (PARTITION BY ${by} ORDER BY seconds) AS up_to,
    sum(sessions) OVER (PARTITION BY ${by}) AS whole
  FROM lengths
), medians AS (
  SELECT ${by}, min(seconds) AS seconds
  FROM running WHERE up_to * 2 >= whole GROUP BY ${by}
)`;
}
