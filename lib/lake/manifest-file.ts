import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LakeIo } from './lake-io';
import { MANIFEST } from './layout';
import { EMPTY_MANIFEST, type Manifest, parseManifest } from './manifest';

/** Reads the manifest again only where it has changed. */
export interface ManifestReader {
  /** The empty one where nothing was ever rolled. @throws {ManifestError} where it is damaged. */
  read(): Promise<Manifest>;
}

export function createManifestReader(root: string): ManifestReader {
  const path = join(root, MANIFEST);
  let known: { readonly mark: string; readonly manifest: Manifest } | null = null;
  return {
    async read() {
      try {
        const { ino, mtimeNs, size } = await stat(path, { bigint: true });
        const mark = `${ino} ${mtimeNs} ${size}`;
        if (known?.mark !== mark) {
          known = { mark, manifest: parseManifest(await readFile(path, 'utf8')) };
        }
        return known.manifest;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY_MANIFEST;
        throw error;
      }
    },
  };
}

/** For the lock's holder alone. Readers see the old one or the new one, whole. */
export async function writeManifest(root: string, manifest: Manifest, io: LakeIo): Promise<void> {
  await io.replace(join(root, MANIFEST), JSON.stringify(manifest), root);
}
