import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { BARE_ENVIRONMENT, findWriteGuard } from './write-guard';

/** What the guarded program does to the folder, which a bare one may. */
const SCRIPT = `cat "$0/kept" && ! echo changed > "$0/kept" && ! touch "$0/new" && ! rm "$0/kept"`;

/** A folder that everybody may enter, and one that only its owner may. */
test.each([0o755, 0o700])(
  'whoever is guarded reads the folder and writes nothing: %o',
  async (mode) => {
    const folder = join(scratchFolder(), 'lake');
    mkdirSync(folder);
    chmodSync(join(folder, '..'), mode);
    writeFileSync(join(folder, 'kept'), 'as it was');
    const guard = await findWriteGuard({ folder, program: process.execPath });
    const command = ['sh', '-c', SCRIPT, folder];
    const [program = '', ...args] = guard ? guard.wrap(command) : command;
    const { status, stdout } = spawnSync(program, args, {
      env: BARE_ENVIRONMENT,
      encoding: 'utf8',
    });
    expect(stdout).toBe('as it was');
    // Where the host knows no guard, none is said to hold: the bare program writes.
    expect(status === 0).toBe(guard !== null);
    const kept = readFileSync(join(folder, 'kept'), 'utf8');
    expect(kept).toBe(guard ? 'as it was' : 'changed\n');
  },
);
