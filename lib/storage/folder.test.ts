import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeObjectStore } from '@/lib/testing/object-store-contract';
import { createFolderStore } from './folder';

async function tempFolder() {
  const root = await mkdtemp(join(tmpdir(), 'footfall-store-'));
  return { root, dispose: () => rm(root, { recursive: true, force: true }) };
}

describeObjectStore('folder', async () => {
  const { root, dispose } = await tempFolder();
  return { store: createFolderStore({ root: join(root, 'not/yet/there') }), dispose };
});

async function store() {
  const { root, dispose } = await tempFolder();
  onTestFinished(dispose);
  return { root, store: createFolderStore({ root }) };
}

test('an object is a file of its key', async () => {
  const under = await store();
  await under.store.put('ledger/run-1.ndjson', new TextEncoder().encode('{}\n'));
  expect(await readFile(join(under.root, 'ledger/run-1.ndjson'), 'utf8')).toBe('{}\n');
});

test('what a crash left half written is neither listed nor reachable', async () => {
  const under = await store();
  await mkdir(join(under.root, 'a'));
  await writeFile(join(under.root, 'a/~0e1f'), 'half');
  expect(await under.store.list('')).toEqual([]);
  await expect(under.store.get('a/~0e1f')).rejects.toBeInstanceOf(RangeError);
});

test('a put that fails leaves no temporary file and the old object', async () => {
  const under = await store();
  const body = new TextEncoder().encode('x');
  await under.store.put('a/b', body);
  await expect(under.store.put('a', body)).rejects.toThrow();
  await expect(under.store.put('a/b/c', body)).rejects.toThrow();
  expect(await readdir(under.root, { recursive: true })).toEqual(['a', 'a/b']);
});

test('links out of the folder are not listed', async () => {
  const under = await store();
  await symlink('/etc', join(under.root, 'etc'));
  expect(await under.store.list('')).toEqual([]);
});
