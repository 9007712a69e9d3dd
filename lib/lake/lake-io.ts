import { mkdir, open, unlink } from 'node:fs/promises';
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

/** The file operations that durability rests on; tests put failing ones in their place. */
export interface LakeIo {
  /**
   * Makes a new file, never an existing one, and the folders it needs below `root`, all of them
   * durable by name.
   */
  create(path: string, root: string): Promise<LakeFile>;
}

export const nodeIo: LakeIo = {
  async create(path, root) {
    const folder = dirname(path);
    await mkdir(folder, { recursive: true });
    const handle = await open(path, 'wx');
    try {
      // A file is found again after a power cut only if each name on its way was synced. All of
      // them, since whoever made a folder before may have failed before its sync.
      for (let at = folder; ; at = dirname(at)) {
        await syncFolder(at);
        if (at === dirname(root) || at === dirname(at)) break;
      }
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
};

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
