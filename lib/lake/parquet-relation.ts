/**
 * Parquet files as one relation, whatever of the contract's columns each has; `dated` adds the `dt`
 * of the folder each lies in.
 */
export function parquet(paths: readonly string[], dated?: 'dated'): string {
  const partitioning = dated ? 'true, hive_types_autocast = false' : 'false';
  return `read_parquet([${paths.map(sqlText).join(', ')}], union_by_name = true,
    hive_partitioning = ${partitioning})`;
}

/**
 * The same of files that one statement wrote, which have the same columns: none but the first is
 * opened to find out.
 */
export function likeParquet(paths: readonly string[]): string {
  return `read_parquet([${paths.map(sqlText).join(', ')}], hive_partitioning = false)`;
}

/** A text as SQL writes it. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
