import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LEAST_PASSWORD_CHARS, LEAST_SECRET_CHARS, type Settings } from './settings';

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
    settings.FOOTFALL_SECRET ??
    keep(folder, 'secret', () => randomBytes(32).toString('base64url'), LEAST_SECRET_CHARS);
  const passwordFile = settings.FOOTFALL_ADMIN_PASSWORD ? null : join(folder, 'admin-password');
  const adminPassword =
    settings.FOOTFALL_ADMIN_PASSWORD ??
    keep(
      folder,
      'admin-password',
      () => randomBytes(12).toString('base64url'),
      LEAST_PASSWORD_CHARS,
    );
  const derive = (use: string) => createHmac('sha256', root).update(use).digest('base64url');
  return {
    auth: derive('auth'),
    runToken: derive('run-token'),
    orderLink: derive('order-link'),
    adminPassword,
    adminPasswordFile: passwordFile,
  };
}

function keep(folder: string, name: string, make: () => string, leastChars: number): string {
  const path = join(folder, name);
  if (!existsSync(path)) writeOnce(folder, name, `${make()}\n`);
  const secret = readFileSync(path, 'utf8').trim();
  // An empty or cut secret would be one that anybody can guess.
  if (secret.length < leastChars) {
    throw new Error(
      `${path} is damaged: it holds fewer than ${leastChars} characters. Remove it and start again; a new one will be made.`,
    );
  }
  return secret;
}

/**
 * Writes the whole file or none: a full disk or a power cut must not leave an empty one behind. Of
 * two processes that start together one links first, and both read the same.
 */
function writeOnce(folder: string, name: string, content: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${name}-${randomUUID()}`);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    linkSync(draft, join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
