import { type LakeFile, nodeIo, type SegmentIo } from '@/lib/lake/lake-io';

export interface Fault {
  readonly operation: 'create' | 'write' | 'sync';
  /** Fails the n-th such operation, counted from 1. */
  readonly at: number;
  readonly code: 'EIO' | 'ENOSPC';
}

/** Real files behind an interface that fails when told to, and writes at most `chunk` bytes a call. */
export function faultyIo(faults: readonly Fault[], chunk = Number.POSITIVE_INFINITY): SegmentIo {
  const counts = { create: 0, write: 0, sync: 0 };
  const step = (operation: Fault['operation']) => {
    counts[operation] += 1;
    const fault = faults.find((f) => f.operation === operation && f.at === counts[operation]);
    if (fault) throw Object.assign(new Error(`${fault.code}: injected`), { code: fault.code });
  };
  return {
    async create(path, root) {
      step('create');
      const file: LakeFile = await nodeIo.create(path, root);
      return {
        ...file,
        async write(bytes, offset) {
          try {
            step('write');
          } catch (error) {
            // A full disk takes a part before it refuses.
            await file.write(bytes.subarray(0, Math.floor(bytes.length / 2)), offset);
            throw error;
          }
          return file.write(bytes.subarray(0, Math.min(chunk, bytes.length)), offset);
        },
        async sync() {
          step('sync');
          await file.sync();
        },
      };
    },
  };
}
