import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NEEDS_BROWSER, tracedModules } from './trace';

/** Of the built shop beside its modules. */
const BUILT = [
  'package.json',
  'next.config.js',
  // The configuration takes the shop's policy from it.
  'server/shop-policy.mjs',
  'dist',
  'public',
] as const;

/** What building leaves behind and nobody reads again. */
const LEFT_OUT_OF_NEXT = ['cache', 'diagnostics', 'trace', 'trace-build', 'turbopack', 'types'];
const LEFT_OUT = /\.(map|nft\.json)$/;

export type Architecture = 'amd64' | 'arm64';

/** Libraries that are taken whole: DuckDB for local mode, sharp for the cards that are shared. */
export function nativePackages(architecture: Architecture): readonly string[] {
  const cpu = architecture === 'amd64' ? 'x64' : 'arm64';
  return [
    `@duckdb/node-bindings-linux-${cpu}`,
    `@img/sharp-linux-${cpu}`,
    `@img/sharp-libvips-linux-${cpu}`,
  ];
}

export interface FileSetOptions {
  /** The project, built. */
  readonly root: string;
  /** Folder with the node_modules that are copied from: the production install for the architecture. */
  readonly modules: string;
  readonly architecture: Architecture;
  readonly to: string;
}

/** Copies what the image holds, and nothing else, into an empty folder. */
export async function collectFileSet(options: FileSetOptions): Promise<void> {
  const { root, modules, architecture, to } = options;
  for (const path of ['.next/BUILD_ID', 'dist/main.js', 'dist/script-hashes.json']) {
    if (!existsSync(join(root, path))) {
      throw new Error(`${path} is missing: build first, with npm run build`);
    }
  }
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`${to} is not empty`);
  mkdirSync(to, { recursive: true });
  for (const path of BUILT) copy(join(root, path), join(to, path));
  for (const name of NEEDS_BROWSER) rmSync(join(to, 'dist', name), { force: true });
  for (const name of readdirSync(join(root, '.next'))) {
    if (LEFT_OUT_OF_NEXT.includes(name)) continue;
    copy(join(root, '.next', name), join(to, '.next', name));
  }
  for (const file of await tracedModules(root)) {
    const from = join(modules, file);
    if (!existsSync(from)) {
      throw new Error(`${file} is needed at run time, and the production install lacks it`);
    }
    copy(from, join(to, file));
  }
  for (const name of nativePackages(architecture)) {
    const path = join('node_modules', name);
    if (!existsSync(join(modules, path))) {
      throw new Error(`${name} is missing: install for ${architecture}, npm ci --cpu=… --os=linux`);
    }
    copy(join(modules, path), join(to, path));
  }
}

/** Links stay links; Next refers to packages by some. */
function copy(from: string, to: string): void {
  if (LEFT_OUT.test(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !LEFT_OUT.test(path),
  });
}

export interface FileSetSize {
  readonly files: number;
  readonly bytes: number;
  /** By the first part of the path, and node_modules by package; the largest first. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
}

export function measureFileSet(folder: string): FileSetSize {
  const parts = new Map<string, number>();
  let files = 0;
  let bytes = 0;
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const found = lstatSync(join(folder, path));
    if (!found.isFile()) continue;
    files += 1;
    bytes += found.size;
    const name = partOf(path.split('/'));
    parts.set(name, (parts.get(name) ?? 0) + found.size);
  }
  const sorted = [...parts].map(([name, size]) => ({ name, bytes: size }));
  return { files, bytes, parts: sorted.sort((a, b) => b.bytes - a.bytes) };
}

function partOf([first = '', second = '', third = '']: readonly string[]): string {
  if (first === 'node_modules') return second.startsWith('@') ? `${second}/${third}` : second;
  return first === '.next' ? `.next/${second}` : first;
}
