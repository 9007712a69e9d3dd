import type { CatalogColumn, CatalogRelation } from '@/lib/console/catalog-document';

/** From one column to whoever reads it. */
export interface Lineage {
  readonly models: readonly string[];
  readonly reports: readonly LineageReport[];
}

export interface LineageReport {
  readonly name: string;
  /** Whether its own SQL reads the column. */
  readonly direct: boolean;
  /** Models made of the column that its SQL reads anything of. */
  readonly through: readonly string[];
}

/** The reports that a relation's columns are read by, whichever. */
function readersOf(relation: CatalogRelation | undefined): ReadonlySet<string> {
  return new Set(relation?.columns.flatMap(({ reports }) => reports) ?? []);
}

/** By table: a report stands beside a model where it reads anything of it. */
export function lineageOf(column: CatalogColumn, relations: readonly CatalogRelation[]): Lineage {
  const ordered = relations.filter(({ name }) => column.models.includes(name));
  const through = new Map(ordered.map((model) => [model.name, readersOf(model)]));
  const names = new Set([...column.reports, ...[...through.values()].flatMap((some) => [...some])]);
  return {
    models: ordered.map(({ name }) => name),
    reports: [...names].map((name) => ({
      name,
      direct: column.reports.includes(name),
      through: ordered.map((model) => model.name).filter((model) => through.get(model)?.has(name)),
    })),
  };
}

/** Columns whose name, type or meaning has every word that is looked for. */
export function found(column: CatalogColumn, wanted: string): boolean {
  const text = `${column.name} ${column.type} ${column.description}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
