/**
 * Parquet files as one relation, whatever of the contract's columns each has; `dated` adds the `dt`
 * of the folder each lies in.
 */
export function parquet(paths: readonly string[], dated?: 'dated'): string {
  const partitioning = dated ? 'true, hive_types_autocast = false' : 'false';
  return `read_parquet([${paths.map(sqlText).join(', ')}], union_by_name = true,
    hive_partitioning = ${partitioning})`;
}

/** A text as SQL writes it. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
