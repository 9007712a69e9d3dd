import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from './file-set';

/**
 * Installs what the shop runs on into a folder of its own, for an architecture that need not be this
 * machine's: only files are fetched, nothing of them is run.
 */
export function installProduction(root: string, to: string, architecture: Architecture): void {
  mkdirSync(to, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    if (existsSync(join(root, name))) copyFileSync(join(root, name), join(to, name));
  }
  const cpu = architecture === 'amd64' ? 'x64' : 'arm64';
  const { status, error } = spawnSync(
    'npm',
    [
      'ci',
      '--omit=dev',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--os=linux',
      `--cpu=${cpu}`,
      '--libc=glibc',
    ],
    { cwd: to, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`the production install ended with ${status}`);
}
