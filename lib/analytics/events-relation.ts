import { COLUMNS } from '@/lib/events/columns';
import { duckdbColumns } from '@/lib/events/projections';

/** What the engine needs to know of a product for the `products` relation. */
export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price_cents: number;
}

const quoted = (name: string) => `"${name}"`;
const columns = duckdbColumns();
const names = columns.map(({ name }) => quoted(name)).join(', ');
const required = new Set<string>(COLUMNS.filter(({ nullable }) => !nullable).map((c) => c.name));
const structure = JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, type])));

/** UTC date inside event_id: its first 48 bits are epoch milliseconds. */
const DT = `strftime(make_timestamp_ms(try_cast(
  '0x' || substr(event_id, 1, 8) || substr(event_id, 10, 4) AS BIGINT)), '%Y-%m-%d')`;

/**
 * The published relations. `events` has the contract's columns in order, then `dt`, the partition
 * column of the cloud's table, computed only where a query reads it. The primary key makes it
 * exactly-once by event_id when written, so that reading pays nothing.
 */
export const EVENTS_DDL: readonly string[] = [
  'CREATE SCHEMA lake',
  `CREATE TABLE lake.events (${columns
    .map(({ name, type }) => `${quoted(name)} ${type}${required.has(name) ? ' NOT NULL' : ''}`)
    .join(', ')}, PRIMARY KEY (event_id))`,
  `CREATE VIEW events AS SELECT ${names}, ${DT} AS dt FROM lake.events`,
  `CREATE TABLE products (product_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL,
    category VARCHAR NOT NULL, price DECIMAL(10,2) NOT NULL)`,
];

/** Takes a JSON array of `{product_id, name, category, price}`, the price as decimal text. */
export const LOAD_PRODUCTS = `INSERT INTO products SELECT p.product_id, p.name, p.category, p.price
  FROM (SELECT unnest(from_json(?, '[{"product_id":"VARCHAR","name":"VARCHAR",
    "category":"VARCHAR","price":"DECIMAL(10,2)"}]')) AS p)`;

export function productsJson(products: readonly ProductRow[]): string {
  return JSON.stringify(
    products.map(({ id, name, category, price_cents }) => ({
      product_id: id,
      name,
      category,
      price: (price_cents / 100).toFixed(2),
    })),
  );
}

/**
 * Lines arrive as one text parameter joined by line breaks; DuckDB splits and parses them. TRY answers
 * NULL for a line that is not JSON, instead of failing its whole chunk. Both steps are materialised:
 * otherwise the optimiser parses and unpacks a line again for every column the filter looks at, which
 * takes four times as long.
 */
const READ = `WITH parsed AS MATERIALIZED (
  SELECT line, place, TRY(from_json(line, '${structure}')) AS e
  FROM (SELECT unnest(lines) AS line, generate_subscripts(lines, 1) AS place
    FROM (SELECT string_split(?, chr(10)) AS lines))
), fields AS MATERIALIZED (
  SELECT line, place, ${columns.map(({ name }) => `e.${quoted(name)}`).join(', ')} FROM parsed
)`;
const COMPLETE = [...required].map((name) => `${quoted(name)} IS NOT NULL`).join(' AND ');

/**
 * Adds lines; the first copy of an event_id wins: within the lines by its place, which has to be said
 * since DuckDB works on them in parallel, and against earlier ones by the key. Splitting in SQL is
 * twice as fast as one JSON array, and with small additions the key halves the cost of an anti-join
 * (8 ms against 15), which would also grow with the table.
 */
export const LOAD_LINES = `INSERT INTO lake.events (${names})
  ${READ}, firsts AS (SELECT min(place) AS place FROM fields WHERE ${COMPLETE} GROUP BY event_id)
  SELECT ${names} FROM fields SEMI JOIN firsts USING (place) ON CONFLICT DO NOTHING`;

/** How many of the lines LOAD_LINES leaves out, by reason; never their text, which is personal. */
export const COUNT_SKIPPED = `${READ}
  SELECT CASE WHEN json_valid(line) THEN 'lacks a required field' ELSE 'not JSON' END AS reason,
    count(*) AS lines
  FROM fields WHERE (${COMPLETE}) IS NOT TRUE GROUP BY 1 ORDER BY 1`;
