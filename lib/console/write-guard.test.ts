import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { BARE_ENVIRONMENT, findWriteGuard, guardWays, type WriteGuard } from './write-guard';

/** What the guarded program does to the folder, which a bare one may. */
const SCRIPT = `cat "$0/kept" && ! echo changed > "$0/kept" && ! touch "$0/new" && ! rm "$0/kept"`;
/** Nobody whom this host knows. */
const SOMEBODY = 43_600;
const isRoot = process.getuid?.() === 0;

/** A lake with a file, of the user who is given. */
function lakeOf(uid: number | null) {
  const folder = join(scratchFolder(), 'lake');
  mkdirSync(folder);
  chmodSync(join(folder, '..'), 0o755);
  const file = join(folder, 'kept');
  writeFileSync(file, 'as it was');
  if (uid !== null) for (const path of [folder, file]) chownSync(path, uid, uid);
  return { folder, kept: () => readFileSync(file, 'utf8') };
}

function run(command: readonly string[]) {
  const [program = '', ...args] = command;
  return spawnSync(program, args, { env: BARE_ENVIRONMENT, encoding: 'utf8' });
}

/** A folder that everybody may enter, and one that only its owner may. */
test.each([0o755, 0o700])(
  'whoever is guarded reads the folder and writes nothing: %o',
  async (mode) => {
    const { folder, kept } = lakeOf(null);
    chmodSync(join(folder, '..'), mode);
    const guard = await findWriteGuard({ folder, program: process.execPath });
    const command = ['sh', '-c', SCRIPT, folder];
    const { status, stdout } = run(guard ? guard.wrap(command) : command);
    expect(stdout).toBe('as it was');
    // Where the host knows no guard, none is said to hold: the bare program writes.
    expect(status === 0).toBe(guard !== null);
    expect(kept()).toBe(guard ? 'as it was' : 'changed\n');
  },
);

/** As somebody without privileges, whom only root can become. */
const asSomebody = (command: readonly string[]) => [
  ...['setpriv', `--reuid=${SOMEBODY}`, `--regid=${SOMEBODY}`, '--clear-groups', '--', ...command],
];

describe.skipIf(!isRoot)('for a user without privileges', () => {
  test('nothing but a guard keeps its own files from it', () => {
    const { folder, kept } = lakeOf(SOMEBODY);
    expect(run(asSomebody(['sh', '-c', SCRIPT, folder])).status).not.toBe(0);
    expect(kept()).toBe('changed\n');
  });

  test.for(guardWays('/', SOMEBODY).map(({ words }, at) => [words, at] as const))(
    '%s, but for the one folder that is named',
    ([, at], { skip }) => {
      const { folder, kept } = lakeOf(SOMEBODY);
      const exported = lakeOf(SOMEBODY).folder;
      const way = guardWays(folder, SOMEBODY)[at] as WriteGuard;
      const guarded = (script: string, where: string, writable: string | null = null) =>
        run(asSomebody(way.wrap(['sh', '-c', script, where], writable)));
      skip(guarded('true', folder).status !== 0, 'no bwrap here, or nobody may make namespaces');
      const { status, stdout } = guarded(SCRIPT, folder);
      expect({ status, stdout, kept: kept() }).toEqual({
        status: 0,
        stdout: 'as it was',
        kept: 'as it was',
      });
      // No network but its own, in which nobody is.
      expect(guarded('cat /proc/net/route', folder).stdout.trim().split('\n')).toHaveLength(1);
      expect(guarded('echo answer > "$0/answer"', exported, exported).status).toBe(0);
      expect(readFileSync(join(exported, 'answer'), 'utf8')).toBe('answer\n');
    },
  );
});
