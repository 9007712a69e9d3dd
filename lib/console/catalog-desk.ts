import type { Manifest } from '@/lib/lake/manifest';
import type { CatalogDocument } from './catalog-document';
import { catalogRelations } from './catalog-relations';
import { storedOf } from './catalog-stored';

/** The catalogue of an engine; `manifest` is null where the stored files are not this server's. */
export function catalogDocument(
  engine: CatalogDocument['engine'],
  manifest: Manifest | null,
): CatalogDocument {
  return {
    engine,
    relations: catalogRelations().map((relation) => ({
      ...relation,
      stored: manifest ? storedOf(relation.name, manifest) : null,
    })),
  };
}
