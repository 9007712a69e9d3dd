import type { COLUMNS, ColumnName } from './columns';

type Columns = (typeof COLUMNS)[number];
type ColumnNamed<N extends ColumnName> = Extract<Columns, { name: N }>;
type Value<C> = C extends { kind: 'string' }
  ? C extends { values: readonly (infer V)[] }
    ? V
    : string
  : number;
type Names<Match> = Extract<Columns, Match>['name'];

type Required = Exclude<Names<{ nullable: false }>, never>;
type CoreNullable = Names<{ core: true; nullable: true }>;
type Optional = Names<{ core: false; nullable: true }>;

/** One event as it is stored: core columns always present, empty extension columns left off. */
export type ClickstreamEvent = { [N in Required]: Value<ColumnNamed<N>> } & {
  [N in CoreNullable]: Value<ColumnNamed<N>> | null;
} & { [N in Optional]?: Value<ColumnNamed<N>> };

type CollectorOnly = Names<{ source: 'collector' }>;
type RunOnly = Names<{ source: 'run' }>;

/** One event as a tracker or a producer sends it; what only a run may set is optional. */
export type WireEvent = Omit<ClickstreamEvent, CollectorOnly | RunOnly> &
  Partial<Pick<ClickstreamEvent, RunOnly>>;
