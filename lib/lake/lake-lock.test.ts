import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { LockedError, lakeHolder, lockLake, processLives, thisProcess } from './lake-lock';

const process1 = { pid: 1, boot: 'b', started: '10' };
const process2 = { pid: 2, boot: 'b', started: '20' };
const LOCK = 'local/lake.lock';

test('one process holds a lake; the next is told who, until it lets go', () => {
  const root = scratchFolder();
  const release = lockLake(root, process1, () => true);
  expect(() => lockLake(root, process2, () => true)).toThrow(LockedError);
  expect(() => lockLake(root, process2, () => true)).toThrow(
    /in use by another Footfall process \(1\)/,
  );
  release();
  lockLake(root, process2, () => true)();
  expect(readdirSync(join(root, 'local'))).toEqual([]);
});

test('a lock of a process that is gone, or that nobody can read, is taken over', () => {
  for (const left of [JSON.stringify(process1), '', 'abc', '{"pid":1}']) {
    const root = scratchFolder();
    mkdirSync(join(root, 'local'), { recursive: true });
    writeFileSync(join(root, LOCK), left);
    lockLake(root, process2, ({ pid }) => pid !== 1);
    expect(readdirSync(join(root, 'local'))).toEqual(['lake.lock']);
  }
});

test('letting go late does not take away the lock of who came after', () => {
  const root = scratchFolder();
  const release = lockLake(root, process1, () => true);
  lockLake(root, process2, ({ pid }) => pid !== 1);
  release();
  expect(existsSync(join(root, LOCK))).toBe(true);
});

test('knows this process from one that cannot be, and from a namesake', () => {
  const self = thisProcess();
  expect(processLives(self)).toBe(true);
  expect(processLives({ ...self, pid: 0 })).toBe(false);
  expect(processLives({ ...self, pid: 2 ** 22 + 1, started: '' })).toBe(false);
  expect(processLives({ ...self, boot: 'another' })).toBe(false);
  expect(processLives({ ...self, started: 'earlier' })).toBe(false);
});

test('tells who holds a lake', () => {
  const root = scratchFolder();
  expect(lakeHolder(root)).toBeNull();
  const release = lockLake(root);
  expect(lakeHolder(root)).toEqual(thisProcess());
  release();
  expect(lakeHolder(root)).toBeNull();
});
