import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { claimForServer, processIsAlive } from './server-claim';

test('one server holds a folder; the next is told who, until it lets go', () => {
  const root = scratchFolder();
  const release = claimForServer(root, 1, () => true);
  expect(() => claimForServer(root, 2, () => true)).toThrow(
    /in use by another Footfall server \(process 1\)/,
  );
  release();
  claimForServer(root, 2, () => true)();
  expect(existsSync(join(root, 'local/server.pid'))).toBe(false);
});

test('a claim of a process that is gone, or that nobody can read, is taken over', () => {
  for (const left of ['4711', '', 'abc']) {
    const root = scratchFolder();
    mkdirSync(join(root, 'local'), { recursive: true });
    writeFileSync(join(root, 'local/server.pid'), left);
    claimForServer(root, 2, processIsAliveBut4711)();
  }
});

function processIsAliveBut4711(pid: number): boolean {
  return pid > 0 && pid !== 4711;
}

test('knows this process from one that cannot be', () => {
  expect(processIsAlive(process.pid)).toBe(true);
  expect(processIsAlive(0)).toBe(false);
  expect(processIsAlive(2 ** 22 + 1)).toBe(false);
});
