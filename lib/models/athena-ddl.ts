import { glueColumns as eventColumns, type glueColumns } from '@/lib/events/projections';
import { type AthenaTables, glueModelColumns } from './athena-statements';
import { dayInside } from './day-inside';
import { MODELS } from './models';

type Columns = ReturnType<typeof glueColumns>;

/** A table that statements fill, as Athena's Iceberg has it. */
export interface StoredTable {
  /** Without quotes. */
  readonly name: string;
  readonly columns: Columns;
  /** The column whose values divide it; one of the columns. */
  readonly partition: string;
}

const DT = { name: 'dt', type: 'string', comment: 'The UTC date inside event_id.' };

/** What is told from the name in SQL: `rollup` is quoted there. */
const bare = (name: string) => name.replaceAll('"', '');

/** `events` and the modelled tables, in the order they are made. */
export function storedTables(tables: AthenaTables): readonly StoredTable[] {
  return [
    { name: bare(tables.events), columns: [...eventColumns(), DT], partition: DT.name },
    ...MODELS.map((model) => ({
      name: bare(tables[model.name]),
      columns: glueModelColumns(model),
      partition: model.partition,
    })),
  ];
}

/** DDL has other quotes than the rest of Athena's SQL. */
const named = (name: string) => `\`${name}\``;
/** A text of DDL: a straight quote would end it. */
const text = (words: string) => `'${words.replaceAll("'", '’')}'`;
const field = ({ name, type, comment }: Columns[number]) =>
  `${named(name)} ${type} COMMENT ${text(comment)}`;

/** How long a snapshot can be gone back to: five days. */
export const SNAPSHOT_SECONDS = 5 * 86_400;
const PROPERTIES = {
  table_type: 'ICEBERG',
  format: 'parquet',
  // A fifth to a half smaller than Snappy, and what is read is what is billed.
  write_compression: 'zstd',
  vacuum_max_snapshot_age_seconds: String(SNAPSHOT_SECONDS),
  vacuum_min_snapshots_to_keep: '1',
} as const;

/** Makes a table where there is none. `folder` is `s3://bucket/tables/`; the table gets one in it. */
export function createTable({ name, columns, partition }: StoredTable, folder: string): string {
  const properties = Object.entries(PROPERTIES).map(([key, value]) => `'${key}'='${value}'`);
  return `CREATE TABLE IF NOT EXISTS ${named(name)} (
  ${columns.map(field).join(',\n  ')}
)
PARTITIONED BY (${named(partition)})
LOCATION '${folder}${name}/'
TBLPROPERTIES (${properties.join(', ')})`;
}

/** Columns of a table as its DDL adds them, by their names: what a grown contract asks of an old table. */
export function columnDefinitions({ columns }: StoredTable): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map((column) => [column.name, field(column)]));
}

/** The view of `events` and of what landed and is not merged yet. */
export const LIVE_EVENTS = 'events_live';
/** How long after its own date an event may arrive, in days; the collector refuses older ones. */
export const LATEST_DAYS = 31;

/**
 * What arrived since the merge, beside what is merged: for who has to see an event at once. Models do
 * not know those events yet, which is why reports read `events`. Only the two newest days of arrival
 * are looked at, and only the tail pays for the comparison of ids.
 */
export function createLiveEvents(tables: AthenaTables): string {
  const names = eventColumns().map(({ name }) => `"${name}"`);
  const list = names.join(', ');
  const daysAgo = (days: number) =>
    `CAST(CAST(date_add('day', -${days}, current_date) AS date) AS varchar)`;
  return `CREATE OR REPLACE VIEW ${LIVE_EVENTS} AS
SELECT ${list}, dt FROM ${tables.events}
UNION ALL
SELECT ${list}, dt FROM (
  SELECT ${list}, ${dayInside('event_id')} AS dt,
    row_number() OVER (PARTITION BY event_id ORDER BY received_at, "timestamp") AS copy
  FROM ${tables.landing} WHERE dt >= ${daysAgo(1)}
) AS tail
WHERE copy = 1 AND dt >= ${daysAgo(LATEST_DAYS)}
  AND event_id NOT IN (SELECT event_id FROM ${tables.events} WHERE dt >= ${daysAgo(LATEST_DAYS)})`;
}

/** The view of the catalogue. */
export const PRODUCTS_VIEW = 'products';

/** What a row of `products` is made of. */
export interface CatalogueRow {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price_cents: number;
}

const sqlText = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The catalogue as a view of values: it reads nothing, and is as new as the deployment. */
export function createProducts(products: readonly CatalogueRow[]): string {
  const rows = products.map(({ id, name, category, price_cents }) => {
    const price = `DECIMAL '${(price_cents / 100).toFixed(2)}'`;
    return `(${sqlText(id)}, ${sqlText(name)}, ${sqlText(category)}, ${price})`;
  });
  return `CREATE OR REPLACE VIEW ${PRODUCTS_VIEW} AS
SELECT CAST(product_id AS varchar) AS product_id, CAST(name AS varchar) AS name,
  CAST(category AS varchar) AS category, CAST(price AS decimal(10,2)) AS price
FROM (VALUES
  ${rows.join(',\n  ')}
) AS t(product_id, name, category, price)`;
}
