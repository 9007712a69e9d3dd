import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionByPassword } from '@/e2e/fixtures/session';
import { ADMIN_PAGES } from '@/lib/dashboards/pages';
import { buildFloorApp } from './floor-app';
import { type BenchServer, benchFolder, startServer } from './harness';
import { kilobytes, scriptBytes } from './storefront-js';
import type { BenchRun, Verdict } from './verdict';

/** What a page of the admin may weigh above the smallest page there is, in bytes, gzip -9. */
const ABOVE_FLOOR_BYTES = 120_000;

/** JavaScript of the first load of each page of the admin, against the smallest App Router page. */
export async function benchAdminJs({ report }: BenchRun): Promise<Verdict[]> {
  const folder = benchFolder();
  const dataDir = join(folder.path, 'ours');
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
      env: { FOOTFALL_DATA_DIR: dataDir, FOOTFALL_RATE_LIMIT: 'off' },
    });
    servers.push(ours);
    const password = readFileSync(join(dataDir, 'local', 'admin-password'), 'utf8').trim();
    const cookie = await sessionByPassword(ours.url, 'admin', password);
    const least = await scriptBytes(floor, '/');
    const verdicts: Verdict[] = [];
    for (const { label, href } of [{ label: 'Sign in', href: '/admin/sign-in' }, ...ADMIN_PAGES]) {
      const bytes = await scriptBytes(ours, href, { cookie });
      verdicts.push({
        what: `JavaScript of the first load, ${label}`,
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
