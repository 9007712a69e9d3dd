import { COLUMNS, type Column, MAX_TEXT, SCHEMA_VERSION } from './columns';
import type { PublishedColumn } from './compatibility';

type Kind = Column['kind'];

const GLUE_TYPES: Record<Kind, string> = {
  string: 'string',
  int: 'int',
  long: 'bigint',
  decimal: 'decimal(10,2)',
};
const DUCKDB_TYPES: Record<Kind, string> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  decimal: 'DECIMAL(10,2)',
};
const JSON_TYPES: Record<Kind, string> = {
  string: 'string',
  int: 'integer',
  long: 'integer',
  decimal: 'number',
};

/** Glue table columns, in contract order. */
export function glueColumns(): { name: string; type: string; comment: string }[] {
  return COLUMNS.map(({ name, kind, doc }) => ({ name, type: GLUE_TYPES[kind], comment: doc }));
}

/** DuckDB (and Parquet) columns, in contract order. */
export function duckdbColumns(): { name: string; type: string }[] {
  return COLUMNS.map(({ name, kind }) => ({ name, type: DUCKDB_TYPES[kind] }));
}

/** What readers and writers of this version rely on; compared with what was published. */
export function publishedColumns(): PublishedColumn[] {
  const columns: readonly Column[] = COLUMNS;
  return columns.map(({ name, kind, nullable, values }) => ({
    name,
    type: GLUE_TYPES[kind],
    nullable,
    ...(values && { values }),
  }));
}

/** JSON Schema (draft 2020-12) of one stored event, published at /schemas/event-v1.json. */
export function jsonSchema(): Record<string, unknown> {
  const columns: readonly Column[] = COLUMNS;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/schemas/event-v${SCHEMA_VERSION}.json`,
    title: 'Footfall event',
    type: 'object',
    required: columns.filter((column) => column.core || !column.nullable).map(({ name }) => name),
    additionalProperties: false,
    properties: Object.fromEntries(columns.map((column) => [column.name, property(column)])),
  };
}

function property(column: Column): Record<string, unknown> {
  const type = JSON_TYPES[column.kind];
  return {
    type: column.core && column.nullable ? [type, 'null'] : type,
    description: column.doc,
    ...(column.values && { enum: [...column.values] }),
    ...(column.pattern && { pattern: column.pattern.source }),
    ...(column.kind === 'string' && { maxLength: column.maxLength ?? MAX_TEXT }),
    ...(column.min !== undefined && { minimum: column.min }),
    ...(column.max !== undefined && { maximum: column.max }),
  };
}

/** The contract as a Markdown table. */
export function docsTable(): string {
  const columns: readonly Column[] = COLUMNS;
  const rows = columns.map((column) => {
    const values = column.values
      ? ` One of ${column.values.map((v) => `\`${v}\``).join(', ')}.`
      : '';
    const type = `${GLUE_TYPES[column.kind]}${column.nullable ? ' or null' : ''}`;
    return `| ${column.name} | ${type} | ${column.core ? 'core' : 'extension'} | ${column.source} | ${column.doc}${values} |`;
  });
  return ['| column | type | part | set by | meaning |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
