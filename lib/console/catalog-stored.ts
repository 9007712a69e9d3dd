import type { Manifest } from '@/lib/lake/manifest';
import type { CatalogRelation } from './catalog-document';

type Stored = NonNullable<CatalogRelation['stored']>;

interface StoredPart {
  readonly partition: string;
  readonly rows: number;
  readonly bytes: number;
}

/** What the manifest says is stored of a relation; null of one that is not kept in files. */
export function storedOf(relation: string, manifest: Manifest): Stored | null {
  if (relation === 'products') return null;
  const parts: readonly StoredPart[] =
    relation === 'events'
      ? manifest.files.map(({ dt, rows, bytes }) => ({ partition: dt, rows, bytes }))
      : manifest.models.flatMap(({ day, files }) =>
          files
            .filter(({ table }) => table === relation)
            .map(({ rows, bytes }) => ({ partition: day, rows, bytes })),
        );
  return { ...sumOf(parts), partitions: partitionsOf(parts) };
}

function sumOf(parts: readonly StoredPart[]) {
  return {
    files: parts.length,
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function partitionsOf(parts: readonly StoredPart[]): Stored['partitions'] {
  const byName = new Map<string, StoredPart[]>();
  for (const part of parts) {
    const others = byName.get(part.partition);
    if (others) others.push(part);
    else byName.set(part.partition, [part]);
  }
  return [...byName]
    .map(([name, some]) => ({ name, ...sumOf(some) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
