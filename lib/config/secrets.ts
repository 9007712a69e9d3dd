import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings';

/** Keys for each use, derived from one root secret so that none can stand in for another. */
export interface Secrets {
  readonly auth: string;
  readonly runToken: string;
  readonly orderLink: string;
  readonly adminPassword: string;
  /** Where the password was written, or null where the settings gave it. */
  readonly adminPasswordFile: string | null;
}

/**
 * The secrets of this installation, made at first start into `local/` of the data folder with mode
 * 0600. The folder is never synced anywhere.
 */
export function loadSecrets(settings: Settings): Secrets {
  const folder = join(settings.FOOTFALL_DATA_DIR, 'local');
  const root =
    settings.FOOTFALL_SECRET ?? keep(folder, 'secret', () => randomBytes(32).toString('base64url'));
  const passwordFile = settings.FOOTFALL_ADMIN_PASSWORD ? null : join(folder, 'admin-password');
  const adminPassword =
    settings.FOOTFALL_ADMIN_PASSWORD ??
    keep(folder, 'admin-password', () => randomBytes(12).toString('base64url'));
  const derive = (use: string) => createHmac('sha256', root).update(use).digest('base64url');
  return {
    auth: derive('auth'),
    runToken: derive('run-token'),
    orderLink: derive('order-link'),
    adminPassword,
    adminPasswordFile: passwordFile,
  };
}

function keep(folder: string, name: string, make: () => string): string {
  const path = join(folder, name);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      // `wx`: of two processes that start together one writes, both read the same.
      writeFileSync(path, `${make()}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}
