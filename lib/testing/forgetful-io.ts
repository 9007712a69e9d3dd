import { basename, dirname } from 'node:path';
import { createRng, type Rng } from '@/lib/common/rng';
import {
  changeFile,
  changeNames,
  cutPower,
  emptyFile,
  emptyFolder,
  type FileNode,
  type FolderNode,
  failSync,
  type Node,
  sync,
} from './forgetful-disk';

/**
 * The part of `node:fs/promises` that durability rests on, over a disk in memory that forgets at a
 * power cut what was not synced. A test mocks the module with it, so that the very code that writes
 * the lake is what the cut hits:
 *
 *     vi.mock('node:fs/promises', async () => (await import('@/lib/testing/forgetful-io')).fileSystem);
 *
 * Every operation takes a turn of its own, and the power may be cut at any of them. What was under way
 * then never ends, as in a process that is gone.
 */

type Operation = 'mkdir' | 'open' | 'read' | 'write' | 'sync' | 'truncate' | 'close' | 'name';

export interface DiskFault {
  readonly operation: Operation;
  /** Hits the n-th such operation from now, counted from 1. */
  readonly at: number;
  /** `short`: a write takes only a part, which is no error. */
  readonly code: 'EIO' | 'ENOSPC' | 'short';
}

export interface Power {
  /** Cuts it during the n-th operation from now, counted from 1, before or after its effect. */
  cutAt(operation: number): void;
  /** Cuts it now, while nothing is under way. */
  cut(): void;
  /** Resolves when it was cut. */
  readonly gone: Promise<void>;
}

interface Process {
  readonly power: Power & { tick(): 'run' | 'before' | 'after' };
  faults: { operation: Operation; left: number; code: DiskFault['code'] }[];
}

let root: FolderNode = emptyFolder();
let rng: Rng = createRng(1);
/** Whoever works on the disk now; null between a power cut and the next start. */
let running: Process | null = null;

/** An empty disk whose luck follows the seed; nothing runs on it until `start`. */
export function formatDisk(seed: number): void {
  root = emptyFolder();
  rng = createRng(seed);
  running = null;
}

/** Starts a process on what is on the disk. */
export function start(): Power {
  let left = Number.POSITIVE_INFINITY;
  let over: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    over = resolve;
  });
  const cut = () => {
    running = null;
    cutPower(root, rng);
    over();
  };
  const power = {
    gone,
    cut,
    cutAt(operation: number) {
      left = operation;
    },
    tick() {
      left -= 1;
      if (left > 0) return 'run' as const;
      return rng() < 0.5 ? ('before' as const) : ('after' as const);
    },
  };
  running = { power, faults: [] };
  return power;
}

export function failDisk({ operation, at, code }: DiskFault): void {
  running?.faults.push({ operation, left: at, code });
}

export function healDisk(): void {
  if (running) running.faults = [];
}

/** For segments' names in place of `randomUUID`: reading follows their order, so luck has to repeat. */
export function seededUuid(): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(rng() * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** One operation: waits its turn, fails where it is told to, and ends only if the power lasts. */
function operate<T>(
  operation: Operation,
  effect: () => T,
  onFault: (code: 'EIO' | 'ENOSPC' | 'short') => T = () => {
    throw new Error('only writes can be short');
  },
  owner: Process | null = running,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Several turns, so that operations of concurrent callers mingle.
    let turns = 1 + Math.floor(rng() * 3);
    const turn = () => {
      if (!owner || owner !== running) return;
      if (turns-- > 0) return queueMicrotask(turn);
      const fate = owner.power.tick();
      if (fate === 'before') return owner.power.cut();
      try {
        const code = due(owner, operation);
        if (code && code !== 'short') {
          if (operation === 'write' || operation === 'sync') onFault(code);
          throw errno(code, operation);
        }
        const result = code ? onFault(code) : effect();
        if (fate === 'after') return owner.power.cut();
        resolve(result);
      } catch (error) {
        if (fate === 'after') return owner.power.cut();
        reject(error);
      }
    };
    turn();
  });
}

function due(owner: Process, operation: Operation): DiskFault['code'] | null {
  for (const fault of owner.faults) if (fault.operation === operation) fault.left -= 1;
  const hit = owner.faults.find((fault) => fault.operation === operation && fault.left === 0);
  return hit && (hit.code !== 'short' || operation === 'write') ? hit.code : null;
}

function errno(code: string, what: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}

function find(path: string): Node {
  let node: Node = root;
  for (const name of path.split('/').filter(Boolean)) {
    if (node.kind === 'file') throw errno('ENOTDIR', path);
    const next: Node | undefined = node.entries.get(name);
    if (!next) throw errno('ENOENT', path);
    node = next;
  }
  return node;
}

function findFolder(path: string): FolderNode {
  const node = find(path);
  if (node.kind === 'file') throw errno('ENOTDIR', path);
  return node;
}

function findFile(path: string): FileNode {
  const node = find(path);
  if (node.kind === 'folder') throw errno('EISDIR', path);
  return node;
}

function makeFolders(path: string): void {
  let folder = root;
  for (const name of path.split('/').filter(Boolean)) {
    let next = folder.entries.get(name);
    if (!next) {
      next = emptyFolder();
      changeNames(folder, { kind: 'link', name, node: next });
    }
    if (next.kind === 'file') throw errno('ENOTDIR', path);
    folder = next;
  }
}

/** By its flags: `r`, `r+`, `w`, `wx`. */
function openNode(path: string, flags: string): Node {
  if (flags.startsWith('r')) return find(path);
  const folder = findFolder(dirname(path));
  const name = basename(path);
  const there = folder.entries.get(name);
  if (there && flags.includes('x')) throw errno('EEXIST', path);
  if (there?.kind === 'folder') throw errno('EISDIR', path);
  if (there) {
    changeFile(there, { kind: 'truncate', size: 0 });
    return there;
  }
  const file = emptyFile();
  changeNames(folder, { kind: 'link', name, node: file });
  return file;
}

function asFile(node: Node): FileNode {
  if (node.kind === 'folder') throw errno('EISDIR', 'a folder');
  return node;
}

function handleOf(node: Node) {
  // A handle is worth nothing to the processes that come after its own.
  const owner = running;
  const on = <T>(
    operation: Operation,
    effect: () => T,
    onFault?: (code: DiskFault['code']) => T,
  ): Promise<T> => operate(operation, effect, onFault, owner);
  const syncing = () =>
    on(
      'sync',
      () => sync(node),
      () => failSync(node, rng),
    );
  let end = 0;
  const write = (given: Buffer, from = 0, length = given.length - from, offset = end) => {
    const take = (share: number) => {
      const bytes = Buffer.from(given.subarray(from, from + Math.ceil(length * share)));
      changeFile(asFile(node), { kind: 'write', offset, bytes });
      end = offset + bytes.length;
      return { bytesWritten: bytes.length, buffer: given };
    };
    // A full disk takes a part before it refuses.
    return on(
      'write',
      () => take(1),
      () => take(rng()),
    );
  };
  return {
    write,
    writeFile: (data: string | Buffer) => write(Buffer.from(data)),
    read: (buffer: Buffer, into: number, length: number, position: number) =>
      on('read', () => ({
        bytesRead: asFile(node).content.copy(buffer, into, position, position + length),
        buffer,
      })),
    sync: syncing,
    datasync: syncing,
    truncate: (size = 0) =>
      on('truncate', () => changeFile(asFile(node), { kind: 'truncate', size })),
    close: () => on('close', () => undefined),
  };
}

function unlink(path: string): void {
  findFile(path);
  changeNames(findFolder(dirname(path)), { kind: 'unlink', name: basename(path) });
}

export const fileSystem = {
  mkdir: (path: string, _: { recursive: true }) => operate('mkdir', () => makeFolders(path)),
  open: (path: string, flags = 'r') => operate('open', () => handleOf(openNode(path, flags))),
  unlink: (path: string) => operate('name', () => unlink(path)),
  rm: (path: string, { force = false } = {}) =>
    operate('name', () => {
      try {
        unlink(path);
      } catch (error) {
        if (!force || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }),
  /** Within one folder, where it is one change: all of it or nothing. */
  rename: (from: string, to: string) =>
    operate('name', () => {
      if (dirname(from) !== dirname(to)) throw errno('EXDEV', 'only within one folder here');
      const names = { from: basename(from), to: basename(to) };
      changeNames(findFolder(dirname(from)), { kind: 'rename', ...names, node: find(from) });
    }),
  readFile: (path: string, encoding?: BufferEncoding) =>
    operate('read', () => {
      const bytes = Buffer.from(findFile(path).content);
      return encoding ? bytes.toString(encoding) : bytes;
    }),
  stat: (path: string) =>
    operate('read', () => {
      const node = find(path);
      return { ...typeOf(node), size: node.kind === 'file' ? node.content.length : 0 };
    }),
  readdir: (path: string, { withFileTypes = false } = {}) =>
    operate('read', () =>
      [...findFolder(path).entries].map(([name, node]) =>
        withFileTypes ? { name, ...typeOf(node) } : name,
      ),
    ),
};

function typeOf(node: Node) {
  return { isFile: () => node.kind === 'file', isDirectory: () => node.kind === 'folder' };
}
