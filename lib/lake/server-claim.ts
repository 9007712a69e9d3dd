import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another server works on this data folder; told apart by its code. */
export class ClaimedError extends Error {
  readonly code = 'FOOTFALL_CLAIMED';

  constructor(root: string, pid: number) {
    super(
      `${root} is in use by another Footfall server (process ${pid}). Stop that one, or give this one a folder of its own: FOOTFALL_DATA_DIR=…`,
    );
    this.name = 'ClaimedError';
  }
}

/**
 * Claims a data folder for one server, in `local/server.pid`; answers how to let go of it. A claim
 * whose process is gone, as after a kill, is taken over.
 * @throws {ClaimedError} while another server lives.
 */
export function claimForServer(
  root: string,
  pid: number,
  isAlive: (pid: number) => boolean,
): () => void {
  const folder = join(root, 'local');
  const path = join(folder, 'server.pid');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      writeFileSync(path, String(pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder !== pid && isAlive(holder)) throw new ClaimedError(root, holder);
    rmSync(path, { force: true });
  }
}

/** Whether a process with that id runs; one that may not be signalled is there, too. */
export function processIsAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
