import { join } from 'node:path';
import { createLakeTail, type LakeTail, type LakeTailOptions } from './lake-tail';
import { type MODEL_TABLES, PROCESSED_EVENTS, tableFolder } from './layout';
import type { Manifest, StoredFile } from './manifest';
import { createManifestReader, type ManifestReader } from './manifest-file';
import type { ModelDay } from './model-days';

/** The Parquet files to look at; between two of one generation nothing differs. */
export interface LakeSnapshot {
  readonly generation: number;
  /** Folder that the files' paths are below. */
  readonly folder: string;
  readonly files: readonly StoredFile[];
  /** Stored days of the modelled tables, true or not. */
  readonly models: readonly ModelDay[];
  /** Where each modelled table's files are below. */
  readonly modelFolders: Readonly<Record<(typeof MODEL_TABLES)[number], string>>;
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
  options: Pick<LakeTailOptions, 'root' | 'folder' | 'clock' | 'own'> & {
    /** Where the manifest comes from; its own file where silent. */
    readonly manifests?: ManifestReader;
  },
): LakeReader {
  const folder = join(options.root, PROCESSED_EVENTS);
  const modelFolders = modelFoldersIn(options.root);
  const manifests = options.manifests ?? createManifestReader(options.root);
  let manifest: Manifest | null = null;
  const tail = createLakeTail({
    ...options,
    rolledTo: (segment) => manifest?.segments[segment]?.bytes ?? 0,
  });
  return {
    mark: tail.mark,
    next: tail.next,
    async snapshot() {
      manifest = await manifests.read();
      const { generation, files, models } = manifest;
      return { generation, folder, files, models, modelFolders };
    },
  };
}

function modelFoldersIn(root: string): LakeSnapshot['modelFolders'] {
  const inRoot = (table: (typeof MODEL_TABLES)[number]) => join(root, tableFolder(table));
  return {
    sessions: inRoot('sessions'),
    rollup: inRoot('rollup'),
    rollup_daily: inRoot('rollup_daily'),
    products_rollup: inRoot('products_rollup'),
    products_daily: inRoot('products_daily'),
    products_totals: inRoot('products_totals'),
    searches: inRoot('searches'),
    order_lines: inRoot('order_lines'),
    lengths: inRoot('lengths'),
  };
}
