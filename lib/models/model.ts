type ModelType = 'varchar' | 'bigint' | 'decimal(18,2)';

export interface ModelColumn {
  readonly name: string;
  readonly type: ModelType;
  readonly nullable?: true;
  readonly doc: string;
  /** Its value in the model's last select, in Trino's SQL. */
  readonly sql: string;
}

/** Relations that a model is made of, each a name or a query in parentheses. */
export interface Sources {
  readonly events: string;
  /** The sessions of just these events. */
  readonly sessions: string;
  /** The catalogue: `product_id` and `category`. */
  readonly products: string;
}

/** A table made of `events` by one SELECT, which DuckDB and Athena both run. */
export interface Model {
  readonly name:
    | 'sessions'
    | 'rollup'
    | 'rollup_daily'
    | 'products_rollup'
    | 'products_daily'
    | 'products_totals'
    | 'searches'
    | 'order_lines'
    | 'lengths';
  /** What one row is. */
  readonly doc: string;
  readonly columns: readonly ModelColumn[];
  /** The columns that tell rows apart. */
  readonly key: readonly string[];
  /**
   * The column that says with which day's sessions a row was made: the day inside the session's id.
   * All that a session did goes into its day's rows, so that a day can be made anew by itself.
   */
  readonly partition: 'dt' | 'session_dt';
  select(sources: Sources): string;
}

/** A column whose value has its own name in the last select. */
export function column(name: string, type: ModelType, doc: string, sql = name): ModelColumn {
  return { name, type, doc, sql };
}

export function nullable(one: ModelColumn): ModelColumn {
  return { ...one, nullable: true };
}

/** The columns as a select list, each of its declared type. */
export function typedList(columns: readonly ModelColumn[]): string {
  return columns.map(({ name, type, sql }) => `CAST(${sql} AS ${type}) AS ${name}`).join(',\n  ');
}
