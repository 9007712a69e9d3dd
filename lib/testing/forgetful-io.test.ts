import { expect, test } from 'vitest';
import { failDisk, formatDisk, fileSystem as fs, start } from './forgetful-io';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);
const TEXT = 'a line that is longer than one small page of this disk\n';

/** What the disk holds after `work` and a power cut, over many seeds; null for nothing at all. */
async function after(work: () => Promise<void>, path = '/f'): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for (const seed of SEEDS) {
    formatDisk(seed);
    const power = start();
    await work();
    power.cut();
    start();
    found.push(await fs.readFile(path, 'utf8').then(String, () => null));
  }
  return found;
}

async function write(path: string, text: string, synced: { file?: true; folder?: true }) {
  const file = await fs.open(path, 'w');
  await file.write(Buffer.from(text));
  if (synced.file) await file.sync();
  await file.close();
  if (synced.folder) await syncRoot();
}

async function syncRoot(): Promise<void> {
  const folder = await fs.open('/');
  await folder.sync();
  await folder.close();
}

test('content that was not synced may be lost, whole, torn or full of holes', async () => {
  const found = await after(() => write('/f', TEXT, { folder: true }));
  expect(found).toContain('');
  expect(found).toContain(TEXT);
  expect(found.some((text) => text && text !== TEXT && TEXT.startsWith(text))).toBe(true);
  expect(found.some((text) => text?.includes('\0') && text.length === TEXT.length)).toBe(true);
});

test('a name that was not synced may be gone, one that was is not', async () => {
  const unsynced = await after(() => write('/f', TEXT, { file: true }));
  expect(new Set(unsynced)).toEqual(new Set([null, TEXT]));
  const synced = await after(() => write('/f', TEXT, { file: true, folder: true }));
  expect(new Set(synced)).toEqual(new Set([TEXT]));
});

test('a file replaced by rename is the old one or the new one, and the new one once its folder is synced', async () => {
  const replace = async (synced: { file?: true; folder?: true }) => {
    await write('/f', 'old', { file: true, folder: true });
    await write('/draft', TEXT, synced.file ? { file: true } : {});
    await fs.rename('/draft', '/f');
    if (synced.folder) await syncRoot();
  };
  expect(new Set(await after(() => replace({ file: true })))).toEqual(new Set(['old', TEXT]));
  expect(new Set(await after(() => replace({ file: true, folder: true })))).toEqual(
    new Set([TEXT]),
  );
  // Without a sync of its content the rename can outlive what it names.
  expect(await after(() => replace({ folder: true }))).toContain('');
});

test('a removed file may come back until its folder is synced', async () => {
  const remove = async (synced: boolean) => {
    await write('/f', TEXT, { file: true, folder: true });
    await fs.unlink('/f');
    if (synced) await syncRoot();
  };
  expect(new Set(await after(() => remove(false)))).toEqual(new Set([null, TEXT]));
  expect(new Set(await after(() => remove(true)))).toEqual(new Set([null]));
});

test('a sync that failed is not mended by the next one', async () => {
  const found = await after(async () => {
    await write('/f', '', { file: true, folder: true });
    const file = await fs.open('/f', 'r+');
    await file.write(Buffer.from(TEXT), 0, TEXT.length, 0);
    failDisk({ operation: 'sync', at: 1, code: 'EIO' });
    await expect(file.sync()).rejects.toMatchObject({ code: 'EIO' });
    await file.sync();
    expect(await fs.readFile('/f', 'utf8')).toBe(TEXT);
  });
  expect(found).toContain('');
});

test('what is under way when the power goes never ends, and its process does nothing more', async () => {
  formatDisk(1);
  const power = start();
  const file = await fs.open('/f', 'wx');
  power.cutAt(1);
  let ended = false;
  void file.sync().finally(() => {
    ended = true;
  });
  await power.gone;
  start();
  void file.write(Buffer.from('late')).finally(() => {
    ended = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
});

test('a full disk takes a part of a write before it refuses', async () => {
  formatDisk(3);
  start();
  const file = await fs.open('/f', 'wx');
  failDisk({ operation: 'write', at: 1, code: 'ENOSPC' });
  await expect(file.write(Buffer.from(TEXT))).rejects.toMatchObject({ code: 'ENOSPC' });
  const left = String(await fs.readFile('/f', 'utf8'));
  expect(left.length).toBeGreaterThan(0);
  expect(TEXT.startsWith(left)).toBe(true);
});
