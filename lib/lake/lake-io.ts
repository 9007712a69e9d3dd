import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One segment file being written; failures are Node's own errors with their `code`. */
export interface LakeFile {
  /** Writes at the offset and answers how many bytes it took, which may be fewer than given. */
  write(bytes: Buffer, offset: number): Promise<number>;
  /** Returns once the content is on the disk. */
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** The file operations that durability rests on; tests put failing ones in their place. */
export interface LakeIo {
  /** Makes missing folders and a new file, never an existing one, all of them durable by name. */
  create(path: string): Promise<LakeFile>;
}

export const nodeIo: LakeIo = {
  async create(path) {
    const folder = dirname(path);
    const firstMade = await mkdir(folder, { recursive: true });
    const handle = await open(path, 'wx');
    try {
      // A file is found again after a power cut only if each new name on its way was synced.
      const top = firstMade ? dirname(firstMade) : folder;
      for (let at = folder; ; at = dirname(at)) {
        await syncFolder(at);
        if (at === top) break;
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
