import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildFloorApp } from './floor-app';
import { type BenchServer, benchFolder, startServer } from './harness';
import { SHOP_PAGES } from './shop-pages';
import type { BenchRun, Verdict } from './verdict';

/** What a page of the shop may weigh above the smallest page there is, in bytes, gzip -9. */
const ABOVE_FLOOR_BYTES = 25_000;
/** Scripts that the served page names; `nomodule` ones no current browser loads. */
const SCRIPT = /<script\b(?![^>]*\bnomodule\b)[^>]*?\bsrc="([^"]+)"/gi;

/** JavaScript of the first load of each type of page, against the smallest App Router page. */
export async function benchStorefrontJs({ report }: BenchRun): Promise<Verdict[]> {
  const folder = benchFolder();
  const servers: BenchServer[] = [];
  try {
    report('building the floor page');
    const floor = await startServer({
      name: 'floor',
      args: buildFloorApp(join(folder.path, 'floor')),
    });
    servers.push(floor);
    const ours = await startServer({
      name: 'ours',
      args: ['dist/main.js', '--live', '0'],
      env: { FOOTFALL_DATA_DIR: join(folder.path, 'ours'), FOOTFALL_RATE_LIMIT: 'off' },
    });
    servers.push(ours);
    const least = await scriptBytes(floor, '/');
    const verdicts: Verdict[] = [];
    for (const [name, path] of Object.entries(SHOP_PAGES)) {
      const bytes = await scriptBytes(ours, path);
      verdicts.push({
        what: `JavaScript of the first load, ${name}`,
        ours: `${kilobytes(bytes)} = floor + ${kilobytes(bytes - least)}`,
        yardstick: `the smallest App Router page: ${kilobytes(least)}`,
        ratio: bytes / least,
        budget: `≤ floor + ${kilobytes(ABOVE_FLOOR_BYTES)}`,
        met: bytes <= least + ABOVE_FLOOR_BYTES,
      });
    }
    return verdicts;
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
}

/** Each script once, compressed by itself, as it comes over the line. */
export async function scriptBytes(
  { url, name }: BenchServer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const page = await fetch(url + path, { headers, redirect: 'error' });
  const scripts = new Set([...(await page.text()).matchAll(SCRIPT)].map(([, src = '']) => src));
  if (!page.ok || scripts.size === 0) throw new Error(`${name} ${path} names no scripts`);
  let bytes = 0;
  for (const src of scripts) {
    const script = await fetch(new URL(src.replaceAll('&amp;', '&'), url));
    if (!script.ok) throw new Error(`${name} ${src} answered ${script.status}`);
    bytes += gzipSync(new Uint8Array(await script.arrayBuffer()), { level: 9 }).length;
  }
  return bytes;
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
