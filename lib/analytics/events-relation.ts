import { join } from 'node:path';
import type { LakeSnapshot } from '@/lib/lake/lake-reader';
import { parquet, sqlText } from '@/lib/lake/parquet-relation';
import {
  EVENT_DEFINITIONS,
  EVENT_NAMES,
  IS_EVENT,
  LINE_FAULT,
  PARTITION_DATE,
  READ_LINES,
} from '@/lib/models/event-lines';

/** What the engine needs to know of a product for the `products` relation. */
export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price_cents: number;
}

export const PRODUCTS_DDL = `CREATE TABLE products (product_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL,
  category VARCHAR NOT NULL, price DECIMAL(10,2) NOT NULL)`;

/**
 * The published relations beside `events`, and the tail: events that are in none of the snapshot's
 * files. Its key makes it exactly-once by event_id when written, so that reading pays nothing.
 */
export const RELATIONS_DDL: readonly string[] = [
  'CREATE SCHEMA lake',
  `CREATE TABLE lake.tail (${EVENT_DEFINITIONS}, PRIMARY KEY (event_id))`,
  PRODUCTS_DDL,
];

/** The tail and these files as one relation of the contract's columns in order, then `dt`. */
export function eventsOf(paths: readonly string[]): string {
  const tail = `SELECT *, ${PARTITION_DATE} AS dt FROM lake.tail`;
  // By name, so that a file older than a column of the contract has NULL there.
  const all =
    paths.length > 0 ? `${tail} UNION ALL BY NAME SELECT * FROM ${parquet(paths, 'dated')}` : tail;
  return `SELECT ${EVENT_NAMES}, dt FROM (${all})`;
}

/**
 * `events`: all files and the tail; `dt` is the partition column of the cloud's table, by which files
 * are passed over.
 */
export function eventsView({ folder, files }: Pick<LakeSnapshot, 'folder' | 'files'>): string {
  const paths = files.map(({ path }) => join(folder, path));
  return `CREATE OR REPLACE VIEW events AS ${eventsOf(paths)}`;
}

/** Ids of the files between two, as a relation. */
export function storedIds(paths: readonly string[], least: string, most: string): string {
  return `(SELECT event_id FROM ${parquet(paths)}
    WHERE event_id BETWEEN ${sqlText(least)} AND ${sqlText(most)})`;
}

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
 * Reads lines into a table of their own; the first copy of an event_id stays: its place has to be
 * said, since DuckDB works on them in parallel.
 */
export const READ_INCOMING = `CREATE OR REPLACE TEMP TABLE incoming AS
  ${READ_LINES}, firsts AS (SELECT min(place) AS place FROM fields WHERE ${IS_EVENT} GROUP BY event_id)
  SELECT ${EVENT_NAMES} FROM fields SEMI JOIN firsts USING (place)`;

/** Adds what was read, but for what is in the tail or among the given ids already. */
export function addIncoming(stored: string | null): string {
  const known = stored ? `ANTI JOIN ${stored} USING (event_id)` : '';
  return `INSERT INTO lake.tail (${EVENT_NAMES})
    SELECT ${EVENT_NAMES} FROM incoming ${known} ON CONFLICT DO NOTHING`;
}

/** How many of the lines are no events, by reason; never their text, which is personal. */
export const COUNT_SKIPPED = `${READ_LINES}
  SELECT ${LINE_FAULT} AS reason, count(*) AS lines
  FROM fields WHERE NOT ${IS_EVENT} GROUP BY 1 ORDER BY 1`;
