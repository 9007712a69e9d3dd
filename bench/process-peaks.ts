import { readdirSync } from 'node:fs';
import { readIfThere } from './process-tree';

/** What a process and all below it have taken. */
export interface ProcessTree {
  /** Looks at who there is now. */
  look(): void;
  /** The most memory that each was resident with, together; null where the system does not tell. */
  peakBytes(): number | null;
  /** As far as it was looked at. */
  cpuSeconds(): number | null;
}

/** Linux counts CPU time in ticks of 1/100 s. */
const TICKS_PER_SECOND = 100;

export function processTree(pid: number | undefined): ProcessTree {
  const peaks = new Map<number, number>();
  const ticks = new Map<number, number>();
  return {
    look() {
      if (pid === undefined || process.platform !== 'linux') return;
      for (const one of treeOf(pid)) {
        const peak = peakOf(one);
        // The kernel keeps the peak of a process; between two looks one may have ended.
        if (peak !== null) peaks.set(one, peak);
        const spent = ticksOf(one);
        if (spent !== null) ticks.set(one, spent);
      }
    },
    peakBytes: () => (peaks.size > 0 ? sumOf(peaks) : null),
    cpuSeconds: () => (ticks.size > 0 ? sumOf(ticks) / TICKS_PER_SECOND : null),
  };
}

function sumOf(values: ReadonlyMap<number, number>): number {
  return [...values.values()].reduce((sum, value) => sum + value, 0);
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

function ticksOf(pid: number): number | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in field 2 may hold spaces; what follows its bracket is counted from field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

const statusOf = (pid: number) => readIfThere(`/proc/${pid}/status`) ?? '';
