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
import type { Account } from '@/lib/auth/sign-in';
import type { Settings } from './settings';
import { LEAST_PASSWORD_CHARS, LEAST_SECRET_CHARS } from './sign-in-settings';

/** Keys for each use, derived from one root secret so that none can stand in for another. */
export interface Secrets {
  readonly auth: string;
  readonly runToken: string;
  readonly orderLink: string;
  readonly adminPassword: string;
  /** Where the password was written, or null where the settings gave it. */
  readonly adminPasswordFile: string | null;
  /** Null where there is no viewer's account. */
  readonly viewerPassword: string | null;
  readonly viewerPasswordFile: string | null;
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
  const admin = password(folder, 'admin-password', settings.FOOTFALL_ADMIN_PASSWORD);
  const viewer = settings.FOOTFALL_VIEWER_USER
    ? password(folder, 'viewer-password', settings.FOOTFALL_VIEWER_PASSWORD)
    : null;
  const derive = (use: string) => createHmac('sha256', root).update(use).digest('base64url');
  return {
    auth: derive('auth'),
    runToken: derive('run-token'),
    orderLink: derive('order-link'),
    adminPassword: admin.password,
    adminPasswordFile: admin.file,
    viewerPassword: viewer?.password ?? null,
    viewerPasswordFile: viewer?.file ?? null,
  };
}

/** Who signs in by password. */
export function accountsOf(settings: Settings, secrets: Secrets): readonly Account[] {
  const { FOOTFALL_ADMIN_USER, FOOTFALL_VIEWER_USER } = settings;
  const { adminPassword, viewerPassword } = secrets;
  return [
    { user: FOOTFALL_ADMIN_USER, password: adminPassword, role: 'admin' },
    ...(FOOTFALL_VIEWER_USER && viewerPassword
      ? [{ user: FOOTFALL_VIEWER_USER, password: viewerPassword, role: 'viewer' as const }]
      : []),
  ];
}

function password(folder: string, name: string, given: string | undefined) {
  if (given) return { password: given, file: null };
  const make = () => randomBytes(12).toString('base64url');
  return { password: keep(folder, name, make, LEAST_PASSWORD_CHARS), file: join(folder, name) };
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
