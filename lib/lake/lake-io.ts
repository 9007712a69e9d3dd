import { mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One segment file being written; failures are Node's own errors with their `code`. */
export interface LakeFile {
  /** Writes at the offset and answers how many bytes it took, which may be fewer than given. */
  write(bytes: Buffer, offset: number): Promise<number>;
  /** Returns once the content is on the disk. */
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
  /** Takes the file away again. */
  remove(): Promise<void>;
}

/** What a segment log needs of the file system. */
export type SegmentIo = Pick<LakeIo, 'create'>;

/** The file operations that durability rests on; tests put failing ones in their place. */
export interface LakeIo {
  /**
   * Makes a new file, never an existing one, and the folders it needs below `root`, all of them
   * durable by name.
   */
  create(path: string, root: string): Promise<LakeFile>;
  /** Puts this content in the file's place: after a crash there is the old or the new, whole. */
  replace(path: string, text: string, root: string): Promise<void>;
}

export const nodeIo: LakeIo = {
  async create(path, root) {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'wx');
    try {
      await syncFolders(path, root);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return {
      write: async (bytes, offset) =>
        (await handle.write(bytes, 0, bytes.length, offset)).bytesWritten,
      sync: () => handle.datasync(),
      truncate: (bytes) => handle.truncate(bytes),
      close: () => handle.close(),
      remove: () => unlink(path),
    };
  },

  async replace(path, text, root) {
    await mkdir(dirname(path), { recursive: true });
    const next = `${path}.next`;
    const handle = await open(next, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(next, path);
    await syncFolders(path, root);
  },
};

/**
 * A file is found again after a power cut only if each name on its way was synced. All of them,
 * since whoever made a folder before may have failed before its sync.
 */
export async function syncFolders(path: string, root: string): Promise<void> {
  for (let at = dirname(path); ; at = dirname(at)) {
    await syncPath(at);
    if (at === dirname(root) || at === dirname(at)) return;
  }
}

/** Returns once a file's or a folder's content is on the disk. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
