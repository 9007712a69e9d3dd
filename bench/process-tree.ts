import { readdirSync, readFileSync } from 'node:fs';

/** The most memory that a process and all below it were resident with, each at its own worst moment. */
export interface TreePeak {
  /** Looks at who there is now. */
  look(): void;
  /** null where the system does not tell. */
  bytes(): number | null;
}

export function treePeak(pid: number | undefined): TreePeak {
  const peaks = new Map<number, number>();
  return {
    look() {
      if (pid === undefined || process.platform !== 'linux') return;
      for (const one of treeOf(pid)) {
        const peak = peakOf(one);
        // The kernel keeps the peak of a process; between two looks one may have ended.
        if (peak !== null) peaks.set(one, peak);
      }
    },
    bytes: () => (peaks.size > 0 ? [...peaks.values()].reduce((sum, peak) => sum + peak, 0) : null),
  };
}

function treeOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(statusOf(Number(name)))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [pid];
  for (const one of tree) tree.push(...(children.get(one) ?? []));
  return tree;
}

function peakOf(pid: number): number | null {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(statusOf(pid));
  return peak ? Number(peak[1]) * 1024 : null;
}

/** '' of a process that has ended meanwhile. */
function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
