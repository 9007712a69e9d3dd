import { expect, test, vi } from 'vitest';
import { fileSystem as disk, formatDisk, start } from '@/lib/testing/forgetful-io';
import { nodeIo } from './lake-io';
import { MANIFEST } from './layout';
import { EMPTY_MANIFEST, parseManifest } from './manifest';
import { writeManifest } from './manifest-file';

vi.mock('node:fs/promises', async () => (await import('@/lib/testing/forgetful-io')).fileSystem);

const ROOT = '/lake';
const SEEDS = 200;
const generation = (n: number) => ({ ...EMPTY_MANIFEST, generation: n });

test('a power cut at any step of replacing the manifest leaves the old or the new one, whole', async () => {
  const found = new Set<number>();
  let finished = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    formatDisk(seed);
    const power = start();
    await disk.mkdir(ROOT, { recursive: true });
    await writeManifest(ROOT, generation(1), nodeIo);
    power.cutAt(1 + (seed % 24));
    const replaced = writeManifest(ROOT, generation(2), nodeIo).then(
      () => true,
      () => false,
    );
    const done = await Promise.race([replaced, power.gone.then(() => false)]);
    if (done) {
      finished += 1;
      power.cut();
    }
    start();
    const text = await disk.readFile(`${ROOT}/${MANIFEST}`, 'utf8').then(String);
    const { generation: left } = parseManifest(text);
    if (done) expect(left).toBe(2);
    found.add(left);
  }
  expect([...found].sort()).toEqual([1, 2]);
  expect(finished).toBeGreaterThan(0);
  expect(finished).toBeLessThan(SEEDS);
});
