import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { StoredFile } from './manifest';

export async function rows(
  connection: DuckDBConnection,
  sql: string,
  parameters: DuckDBValue[] = [],
): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql, parameters)).getRows();
}

/** The one number a statement answers. */
export async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  const [[value] = []] = await rows(connection, sql);
  return Number(value);
}

/** Which events a relation holds: two of one sum and count hold the same. */
export type Ids = Pick<StoredFile, 'rows' | 'min_id' | 'max_id' | 'id_sum'> & {
  readonly distinct: number;
};

/** MD5, since DuckDB's own hashes may change with its version. */
export async function idsOf(connection: DuckDBConnection, relation: string): Promise<Ids> {
  const [[total, distinct, least, most, sum] = []] = await rows(
    connection,
    `SELECT count(*), count(DISTINCT event_id), min(event_id), max(event_id),
       CAST(bit_xor(md5_number_lower(event_id)) AS VARCHAR) FROM ${relation}`,
  );
  return {
    rows: Number(total),
    distinct: Number(distinct),
    min_id: String(least),
    max_id: String(most),
    id_sum: String(sum),
  };
}
