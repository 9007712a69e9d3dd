import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFileSet } from '@/infra/image/check-file-set';
import { collectFileSet, measureFileSet } from '@/infra/image/file-set';
import { allowWriting } from '@/infra/image/run-file-set';
import { expect, test } from '../fixtures/test';

/** A tenth more than it has; what makes it larger has to be looked at. */
const MOST_MIB = 340;

test('what the image holds serves by itself, in aws mode and with a lake', async () => {
  test.setTimeout(240_000);
  const scratch = mkdtempSync(join(tmpdir(), 'footfall-image-'));
  chmodSync(scratch, 0o755);
  const folder = join(scratch, 'app');
  try {
    const root = process.cwd();
    const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
    // `npm run image:check` takes them from a production install instead, which needs the registry.
    await collectFileSet({ root, modules: root, architecture, to: folder });
    expect(measureFileSet(folder).bytes / 2 ** 20).toBeLessThan(MOST_MIB);
    const seen: string[] = [];
    await checkFileSet(folder, (words) => seen.push(words));
    expect(seen).toHaveLength(7);
  } finally {
    allowWriting(scratch);
    rmSync(scratch, { recursive: true, force: true });
  }
});
