import { join } from 'node:path';
import { createLakeTail, type LakeTail, type LakeTailOptions } from './lake-tail';
import { PROCESSED_EVENTS } from './layout';
import type { Manifest, StoredFile } from './manifest';
import { createManifestReader } from './manifest-file';

/** The Parquet files to look at; between two of one generation nothing differs. */
export interface LakeSnapshot {
  readonly generation: number;
  /** Folder that the files' paths are below. */
  readonly folder: string;
  readonly files: readonly StoredFile[];
}

/**
 * The lake as a query sees it: the files of the snapshot asked for last, and as tail every line that
 * is in none of them yet. For one caller at a time, who asks for the snapshot first.
 */
export interface LakeReader extends LakeTail {
  /** The newest. @throws {ManifestError} */
  snapshot(): Promise<LakeSnapshot>;
}

export function createLakeReader(
  options: Pick<LakeTailOptions, 'root' | 'folder' | 'clock' | 'own'>,
): LakeReader {
  const manifests = createManifestReader(options.root);
  let manifest: Manifest | null = null;
  const tail = createLakeTail({
    ...options,
    rolledTo: (segment) => manifest?.segments[segment]?.bytes ?? 0,
  });
  return {
    next: tail.next,
    async snapshot() {
      manifest = await manifests.read();
      const { generation, files } = manifest;
      return { generation, folder: join(options.root, PROCESSED_EVENTS), files };
    },
  };
}
