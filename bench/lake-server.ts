import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionByPassword } from '@/e2e/fixtures/session';
import { SERVER_FLAGS } from '@/server/flags.mjs';
import { type BenchServer, benchFolder, startServer } from './harness';
import { linkedLake } from './linked-lake';

/**
 * What `use` makes of the shipped server over millions of events, with an admin signed in; nothing of it
 * stays.
 */
export async function overLake<T>(
  millions: number,
  report: (text: string) => void,
  use: (server: BenchServer, cookie: string) => Promise<T>,
): Promise<T> {
  const folder = benchFolder();
  try {
    const dataDir = join(folder.path, 'lake');
    mkdirSync(dataDir);
    await linkedLake(dataDir, millions, report);
    const server = await startServer({
      name: 'ours',
      args: [...SERVER_FLAGS, 'dist/main.js', '--live', '0'],
      env: { FOOTFALL_DATA_DIR: dataDir, FOOTFALL_RATE_LIMIT: 'off' },
    });
    try {
      const password = readFileSync(join(dataDir, 'local', 'admin-password'), 'utf8').trim();
      return await use(server, await sessionByPassword(server.url, 'admin', password));
    } finally {
      await server.stop();
    }
  } finally {
    folder.remove();
  }
}
