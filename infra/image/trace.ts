import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import { build } from 'esbuild';

/** Packages with a library for each platform; which files of them are needed no trace can tell. */
const NATIVE = /^node_modules\/(@duckdb\/node-bindings-|@img\/sharp-)/;

/** Bundles that drive a browser, which the image has none of. */
export const NEEDS_BROWSER = ['bots.js'];

/** How a server of one's own starts Next; Next notes the way of its own server only. */
const NEXT = 'node_modules/next/dist/server/next.js';
const IN_NEXT = /^node_modules\/next\/.*\.js$/;

/**
 * Files below node_modules that the built server reads at run time: what Next noted of itself and of
 * each page while building, and what the bundles beside it import. Libraries for platforms are left out.
 */
export async function tracedModules(root: string): Promise<readonly string[]> {
  const noted = notedByNext(root);
  const files = new Set<string>([
    ...noted,
    ...neededAtLoad(root, [NEXT, ...noted.filter((file) => IN_NEXT.test(file))]),
    ...lookedFor(root),
    ...(await importedByBundles(root)),
  ]);
  for (const file of [...files])
    for (const manifest of manifestsAbove(root, file)) files.add(manifest);
  return [...files].filter((file) => !NATIVE.test(file)).sort();
}

function notedByNext(root: string): string[] {
  const folder = join(root, '.next');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.nft.json') && !path.startsWith('cache'))
    .flatMap((path) => {
      const { files }: { files: string[] } = JSON.parse(readFileSync(join(folder, path), 'utf8'));
      return files.map((file) => normalize(relative(root, join(folder, dirname(path), file))));
    })
    .filter((file) => file.startsWith('node_modules/'));
}

/** In Next's compiled files what is loaded with the file stands at the beginning of a line. */
const LOADED = /\brequire\("([^"]+)"\)/g;

/** What files of Next load as soon as they are loaded, and what that loads. */
function neededAtLoad(root: string, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>(from);
  for (const file of found) {
    if (!IN_NEXT.test(file)) continue;
    const path = join(root, file);
    const { resolve } = createRequire(path);
    const lines = readFileSync(path, 'utf8').split('\n');
    const atStart = lines.filter((line) => /^\S/.test(line)).join('\n');
    for (const [, name = ''] of atStart.matchAll(LOADED)) {
      if (isBuiltin(name)) continue;
      try {
        const loaded = relative(root, resolve(name));
        if (loaded.startsWith('node_modules/')) found.add(loaded);
      } catch {
        // What Next looks for and does without: an optional package that is not installed.
      }
    }
  }
  return found;
}

/** Next makes sure that these are there when it reads its configuration, and loads none of them. */
function lookedFor(root: string): string[] {
  const from = join(root, 'node_modules/next/dist/server/config-utils.js');
  const { resolve } = createRequire(from);
  return [...readFileSync(from, 'utf8').matchAll(/'(next\/dist\/compiled\/[^']+)'/g)].map(
    ([, name = '']) => relative(root, resolve(name)),
  );
}

async function importedByBundles(root: string): Promise<string[]> {
  const entryPoints = readdirSync(join(root, 'dist'))
    .filter((name) => name.endsWith('.js') && !NEEDS_BROWSER.includes(name))
    .map((name) => `dist/${name}`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Node's own conditions; by itself the bundler takes variants that Node would not.
    conditions: [],
    external: ['next', '*.node'],
    metafile: true,
    write: false,
    outdir: 'traced',
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs).filter((file) => file.startsWith('node_modules/'));
}

/** Node reads a package's manifest to find its files, and nearer ones to tell their kind. */
function manifestsAbove(root: string, file: string): string[] {
  const found: string[] = [];
  for (
    let folder = dirname(file);
    folder !== 'node_modules' && folder !== '.';
    folder = dirname(folder)
  ) {
    const manifest = `${folder}/package.json`;
    if (existsSync(join(root, manifest))) found.push(manifest);
  }
  return found;
}
