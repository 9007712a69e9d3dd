import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in ticks of 1/100 s. */
const TICKS_PER_SECOND = 100;

/** What a group of processes has used and holds. */
export interface TreeFigures {
  readonly processes: number;
  /** Since they began, those that have ended and were waited for included. */
  readonly cpuSeconds: number;
  /** Memory of their own, and their part of what they share. */
  readonly pssBytes: number;
}

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

/**
 * The browser that a process has started, with all that the browser started, and the rest of the
 * process's own tree.
 * @throws where the system has no /proc.
 */
export function treeOf(root: number): {
  readonly browser: TreeFigures;
  readonly rest: TreeFigures;
} {
  const all = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (factsOf(Number(name)) ?? []) : [],
  );
  const below = (pid: number): ProcessFacts[] =>
    all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...below(one.pid)]);
  const tree = [...all.filter(({ pid }) => pid === root), ...below(root)];
  const browsers = tree.filter(({ pid }) => isBrowser(pid));
  const inBrowser = new Set(
    browsers.flatMap((one) => [one.pid, ...below(one.pid).map(({ pid }) => pid)]),
  );
  return {
    browser: figuresOf(tree.filter(({ pid }) => inBrowser.has(pid))),
    rest: figuresOf(tree.filter(({ pid }) => !inBrowser.has(pid))),
  };
}

function figuresOf(some: readonly ProcessFacts[]): TreeFigures {
  return {
    processes: some.length,
    cpuSeconds: some.reduce((sum, one) => sum + one.cpuSeconds, 0),
    pssBytes: some.reduce((sum, { pid }) => sum + pssBytes(pid), 0),
  };
}

/** null where it has ended since it was listed. */
function factsOf(pid: number): ProcessFacts | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in field 2 may hold spaces; what follows its bracket is counted from field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
  return { pid, parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

function isBrowser(pid: number): boolean {
  const [program = ''] = (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0');
  return /chrom/i.test(program);
}

function pssBytes(pid: number): number {
  const rollup = readIfThere(`/proc/${pid}/smaps_rollup`) ?? '';
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
}

/** null of a process that has ended meanwhile. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
