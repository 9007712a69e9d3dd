import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What the tracker is meant to weigh, in bytes, gzip -9. */
export const TRACKER_BUDGET_BYTES = 3_000;
/** What it may weigh until it does: the build fails above it. It goes up only for what would lose events. */
export const TRACKER_LIMIT_BYTES = 3_284;

export interface BundleSize {
  readonly minified: number;
  readonly gzip: number;
}

/** What a page must call for the tracker to start, to count the page and a product put into the cart. */
const ENTRY = `
import { measurement } from '@/components/tracking/measurement';
const { showPage, tracker } = measurement();
showPage({ page: 'home', product_id: null });
tracker()?.capture({ event_type: 'add_to_cart', product_id: 'teapot-clay', quantity: 1 });
`;

/** All that the entry pulls in, bundled alone like its peers: ESM, minified, es2020, lazy chunks counted. */
export function trackerSize(): Promise<BundleSize> {
  return bundleSize(ENTRY);
}

/** The same of any entry; packages of npm are left out. */
export async function bundleSize(entry: string): Promise<BundleSize> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    packages: 'external',
    outdir: 'out',
    write: false,
    logLevel: 'silent',
  });
  const sum = (size: (bytes: Uint8Array) => number) =>
    outputFiles.reduce((total, { contents }) => total + size(contents), 0);
  return {
    minified: sum((bytes) => bytes.length),
    gzip: sum((bytes) => gzipSync(bytes, { level: 9 }).length),
  };
}
