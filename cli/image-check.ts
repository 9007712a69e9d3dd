import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import { checkFileSet } from '@/infra/image/check-file-set';
import { type Architecture, collectFileSet, measureFileSet } from '@/infra/image/file-set';
import { installProduction } from '@/infra/image/production-install';
import { allowWriting } from '@/infra/image/run-file-set';

const { arch, json } = new Command('npm run image:check --')
  .description(
    'Collects what the container image holds into a clean folder, from a production install, starts it there as the image would be started, and says how large it is. Needs a build: npm run build.',
  )
  .option('--arch <architecture>', 'collect and measure for another machine, without starting it')
  .option('--json', 'print what was found as JSON', false)
  .parse()
  .opts<{ arch?: Architecture; json: boolean }>();

const own: Architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
const architecture = arch ?? own;
const root = process.cwd();
const scratch = mkdtempSync(join(tmpdir(), 'footfall-image-'));
// Nobody has to reach what is in it.
chmodSync(scratch, 0o755);
const modules = join(scratch, 'install');
const folder = join(scratch, 'app');
const say = (words: string) => {
  if (!json) console.log(`${pc.green('✓')} ${words}`);
};
try {
  installProduction(root, modules, architecture);
  const installed = measureFileSet(modules);
  say(
    `the production install for ${architecture}: ${size(installed.bytes)}, ${installed.files} files`,
  );
  await collectFileSet({ root, modules, architecture, to: folder });
  rmSync(modules, { recursive: true });
  const collected = measureFileSet(folder);
  say(`the file set: ${size(collected.bytes)}, ${collected.files} files`);
  const seen: string[] = [];
  if (architecture === own) {
    await checkFileSet(folder, (words) => {
      seen.push(words);
      say(words);
    });
  }
  if (json) console.log(JSON.stringify({ architecture, installed, collected, seen }));
  else {
    for (const part of collected.parts.slice(0, 12)) {
      console.log(`  ${size(part.bytes).padStart(9)}  ${part.name}`);
    }
  }
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exitCode = 1;
} finally {
  allowWriting(scratch);
  rmSync(scratch, { recursive: true, force: true });
}

function size(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
