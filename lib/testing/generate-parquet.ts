import { DuckDBInstance } from '@duckdb/node-api';
import { sqlText } from '@/lib/lake/parquet-relation';

/**
 * The least a history can cost here: DuckDB's own SQL making eleven columns of chance, sorted, one file
 * a day, on two threads. What benches hold a backfill against.
 */
export async function generateParquet(folder: string, days: number, eventsPerDay: number) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' });
  const connection = await instance.connect();
  for (let day = 0; day < days; day++) {
    await connection.run(`COPY (
      SELECT uuidv7()::VARCHAR AS event_id,
        md5((i // 8)::VARCHAR) AS session_id,
        'u' || (i // 40) AS user_id,
        ['view', 'view', 'click', 'add_to_cart', 'purchase'][1 + (random() * 5)::INT % 5] AS event_type,
        ['home', 'category', 'product', 'cart'][1 + (random() * 4)::INT % 4] AS page,
        'product-' || (500 * random() * random())::INT AS product_id,
        1761000000000 + ${day} * 86400000 + (random() * 86400000)::BIGINT AS event_ms,
        ['mobile', 'desktop', 'tablet'][1 + (random() * 3)::INT % 3] AS device_type,
        'https://www.example.org/' || (random() * 20)::INT AS referrer_url,
        ['IE', 'GB', 'DE', 'FR'][1 + (random() * 4)::INT % 4] AS location,
        ['new', 'returning'][1 + (random() * 2)::INT % 2] AS user_type
      FROM range(${eventsPerDay}) AS events(i) ORDER BY session_id, event_ms, event_id
    ) TO ${sqlText(`${folder}/day-${day}.parquet`)} (FORMAT parquet, COMPRESSION zstd)`);
  }
  connection.closeSync();
  instance.closeSync();
}
