import type { QueryValue } from '@/lib/analytics/query-engine';

export interface CatalogColumn {
  readonly name: string;
  /** Athena's. */
  readonly type: string;
  readonly description: string;
  readonly partition: boolean;
  readonly nullable: boolean;
  /** Version of the contract that first had it; null where the contract does not speak of it. */
  readonly since: number | null;
  /** An example from the contract, as text. */
  readonly example: string | null;
  /** Names of the reports whose SQL reads it. */
  readonly reports: readonly string[];
  /** Names of the models whose SELECT reads it. */
  readonly models: readonly string[];
}

/** A relation that may be asked: `events`, `products` and the models. */
export interface CatalogRelation {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly CatalogColumn[];
  /** What it is made from; empty for what is captured. */
  readonly sources: readonly string[];
  /** Stored files; null where this server does not see them. */
  readonly stored: {
    readonly files: number;
    readonly bytes: number;
    readonly rows: number;
    /** Oldest first, by `dt` or whatever divides it. */
    readonly partitions: readonly {
      readonly name: string;
      readonly files: number;
      readonly bytes: number;
      readonly rows: number;
    }[];
  } | null;
}

export interface CatalogDocument {
  readonly engine: 'duckdb' | 'athena';
  readonly relations: readonly CatalogRelation[];
}

/** A few rows of a relation, asked for apart, since it costs a query. */
export interface CatalogSample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryValue[])[];
}

/** How much of a relation's columns is filled in, asked for apart likewise. */
export interface CatalogFill {
  /** First partition that was counted; null where nothing divides the relation. */
  readonly since: string | null;
  readonly rows: number;
  /** Rows with a value, by column. */
  readonly filled: Readonly<Record<string, number>>;
}
