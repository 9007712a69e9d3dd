import type { Rng } from '@/lib/common/rng';

/**
 * What a file system may do at a power cut (Pillai and others, "All File Systems Are Not Created
 * Equal", OSDI 2014): content is safe once its file was synced, a name once its folder was, and of
 * everything else any part may be left, in any order between files.
 */

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly size: number };

type NameChange =
  | { readonly kind: 'link'; readonly name: string; readonly node: Node }
  | { readonly kind: 'unlink'; readonly name: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string; readonly node: Node };

export interface FileNode {
  readonly kind: 'file';
  /** As programs read it now. */
  content: Buffer;
  /** As the disk holds it for certain. */
  durable: Buffer;
  /** What was done since, in order. */
  pending: Change[];
}

export interface FolderNode {
  readonly kind: 'folder';
  entries: Map<string, Node>;
  durable: Map<string, Node>;
  pending: NameChange[];
}

export type Node = FileNode | FolderNode;

/** Small, so that short lines span several of them, too. */
const PAGE_BYTES = 16;

export function emptyFolder(): FolderNode {
  return { kind: 'folder', entries: new Map(), durable: new Map(), pending: [] };
}

export function emptyFile(): FileNode {
  return { kind: 'file', content: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [] };
}

export function changeFile(file: FileNode, change: Change): void {
  file.content = applied(file.content, change);
  file.pending.push(change);
}

export function changeNames(folder: FolderNode, change: NameChange): void {
  rename(folder.entries, change);
  folder.pending.push(change);
}

/** After this the content, or a folder's names, outlive a crash. */
export function sync(node: Node): void {
  if (node.kind === 'file') {
    node.durable = node.pending.reduce(applied, node.durable);
    node.pending = [];
  } else {
    node.durable = new Map(node.entries);
    node.pending = [];
  }
}

/**
 * A sync that fails, as Linux has it: the cache takes what it could not write for written, so a later
 * sync answers well without it, while programs go on reading it until the crash.
 */
export function failSync(node: Node, rng: Rng): void {
  // A folder's names go through a journal, which a later sync does write.
  if (node.kind === 'folder') return;
  node.durable = survivingContent(node, rng);
  node.pending = [];
}

/** The power is cut: turns the tree into one that the disk may hold after it. */
export function cutPower(root: FolderNode, rng: Rng): void {
  const names = new Map(root.durable);
  const keep = leniency(rng);
  for (const change of root.pending) if (rng() < keep) rename(names, change);
  root.entries = names;
  root.durable = new Map(names);
  root.pending = [];
  for (const node of names.values()) {
    if (node.kind === 'folder') cutPower(node, rng);
    else {
      node.content = node.durable = survivingContent(node, rng);
      node.pending = [];
    }
  }
}

/** How likely an unsynced change is to be left: often none or all, otherwise every other one. */
function leniency(rng: Rng): number {
  return Math.floor(rng() * 3) / 2;
}

function survivingContent({ durable, pending }: FileNode, rng: Rng): Buffer {
  const all = pending.reduce(applied, durable);
  switch (Math.floor(rng() * 4)) {
    case 0:
      return durable;
    case 1:
      return all;
    case 2:
      return prefix(durable, pending, rng);
    default:
      return pages(durable, all, rng);
  }
}

/** The first changes and a part of the next one: a file that ends inside a line. */
function prefix(durable: Buffer, pending: readonly Change[], rng: Rng): Buffer {
  const whole = Math.floor(rng() * (pending.length + 1));
  const content = pending.slice(0, whole).reduce(applied, durable);
  const torn = pending[whole];
  if (torn?.kind !== 'write') return content;
  const bytes = torn.bytes.subarray(0, Math.floor(rng() * torn.bytes.length));
  return applied(content, { ...torn, bytes });
}

/** Pages written in any order: where one is missing the file has what it had before, or zeros. */
function pages(durable: Buffer, all: Buffer, rng: Rng): Buffer {
  const content = Buffer.alloc(Math.max(durable.length, all.length));
  durable.copy(content);
  let end = durable.length;
  for (let at = 0; at < all.length; at += PAGE_BYTES) {
    if (rng() < 0.5) continue;
    all.copy(content, at, at, at + PAGE_BYTES);
    end = Math.max(end, Math.min(all.length, at + PAGE_BYTES));
  }
  // The new length may have been written without any of the new pages.
  return content.subarray(0, rng() < 0.5 ? Math.max(durable.length, all.length) : end);
}

function applied(content: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') {
    return Buffer.concat([content.subarray(0, change.size)], change.size);
  }
  const { offset, bytes } = change;
  if (bytes.length === 0) return content;
  const longer = Buffer.alloc(Math.max(content.length, offset + bytes.length));
  content.copy(longer);
  bytes.copy(longer, offset);
  return longer;
}

function rename(names: Map<string, Node>, change: NameChange): void {
  if (change.kind === 'link') names.set(change.name, change.node);
  else if (change.kind === 'unlink') names.delete(change.name);
  else {
    names.delete(change.from);
    names.set(change.to, change.node);
  }
}
