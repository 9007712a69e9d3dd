import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { type Architecture, collectFileSet, measureFileSet } from '@/infra/image/file-set';
import { installProduction } from '@/infra/image/production-install';

/** Collects what the image holds; the Dockerfile runs this. */
const { to, arch } = new Command('npm run image:files --')
  .description('Copies what the container image holds, and nothing else, into an empty folder.')
  .requiredOption('--to <folder>', 'empty or not there')
  .addOption(
    new Option('--arch <architecture>', 'of the machines that run it')
      .choices(['amd64', 'arm64'])
      .default('arm64'),
  )
  .parse()
  .opts<{ to: string; arch: Architecture }>();

const root = process.cwd();
const modules = mkdtempSync(join(tmpdir(), 'footfall-production-'));
try {
  installProduction(root, modules, arch);
  await collectFileSet({ root, modules, architecture: arch, to: resolve(to) });
  const { files, bytes } = measureFileSet(to);
  console.log(`${files} files, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${to}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(modules, { recursive: true, force: true });
}
