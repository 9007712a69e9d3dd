import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    // Where the host knows no guard, nothing is said to hold: the bare program writes.
    expect(status === 0).toBe(guard !== null);
    expect(existsSync(join(folder, 'kept'))).toBe(guard !== null);
    if (guard) expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('as it was');
  },
);

test('a program that it could not read is no guard’s', async () => {
  const folder = scratchFolder();
  expect(await findWriteGuard({ folder, program: join(folder, 'none.js') })).toBeNull();
});
