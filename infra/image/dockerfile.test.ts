import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IgnoreStrategy } from 'aws-cdk-lib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import {
  HEALTH_COMMAND,
  IMAGE_DATA,
  IMAGE_ENVIRONMENT,
  IMAGE_PORT,
  IMAGE_ROOT,
  START_COMMAND,
} from './image-files';

const dockerfile = readFileSync('Dockerfile', 'utf8').replaceAll('\\\n', ' ');
const stages = dockerfile.split(/^FROM /m).slice(1);
const [first = '', image = ''] = stages;
const lines = (stage: string, word: string) =>
  [...stage.matchAll(new RegExp(`^\\s*${word}\\s+(.+)$`, 'gm'))].map(
    ([, rest]) => rest?.trim() ?? '',
  );

test('the image runs nothing while it is made, so that no architecture is emulated', () => {
  expect(stages).toHaveLength(2);
  expect(first).toMatch(/^--platform=\$BUILDPLATFORM /);
  expect(lines(image, 'RUN')).toEqual([]);
});

test('it holds what the file set holds, and the folder of a lake', () => {
  expect(lines(first, 'RUN').join(' ')).toContain('cli/image.ts --arch "$TARGETARCH" --to /image');
  expect(lines(image, 'COPY')).toEqual([
    `--from=build /image ${IMAGE_ROOT}`,
    `--from=build --chown=1000:1000 /lake ${IMAGE_DATA}`,
  ]);
  expect(lines(image, 'WORKDIR')).toEqual([IMAGE_ROOT]);
});

test('it starts, is asked and is stopped as the list says', () => {
  const health = /CMD (.+)$/.exec(lines(image, 'HEALTHCHECK')[0] ?? '')?.[1] ?? '';
  expect(JSON.parse(health)).toEqual(HEALTH_COMMAND);
  expect(lines(image, 'CMD').map((text) => JSON.parse(text))).toEqual([START_COMMAND]);
  const environment = Object.fromEntries(
    [...(lines(image, 'ENV')[0] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  expect(environment).toEqual(IMAGE_ENVIRONMENT);
  expect(lines(image, 'EXPOSE')).toEqual([String(IMAGE_PORT)]);
  expect(lines(image, 'STOPSIGNAL')).toEqual(['SIGTERM']);
});

test('it runs as somebody without rights, named by number so that a platform can tell', () => {
  const [user = ''] = lines(image, 'USER');
  expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
});

test('what is built from reaches the build, and secrets, data and history do not', async () => {
  const patterns = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const ignored = IgnoreStrategy.docker(resolve('.'), patterns);
  const setup = readFileSync('cli/setup.mjs', 'utf8');
  const sources = /const SOURCES = \[([^\]]+)\]/.exec(setup)?.[1]?.match(/'[^']+'/g) ?? [];
  expect(sources.length).toBeGreaterThan(10);
  const needed = [
    // Of the commands only those files come along that something is bundled from.
    ...sources.map((text) => text.slice(1, -1)).filter((path) => path !== 'cli'),
    'package-lock.json',
    '.npmrc',
    'cli/image.ts',
    'infra/image/trace.ts',
    'server/build.ts',
  ];
  needed.push(...(await bundledSources()));
  for (const path of needed) expect([path, ignored.ignores(resolve(path))]).toEqual([path, false]);
  for (const path of [
    '.env',
    '.env.local',
    '.git/config',
    '.data/local/secret',
    'node_modules/next/package.json',
    'cdk.out/manifest.json',
    'docs/cost.md',
    'lib/common/common.test.ts',
  ]) {
    expect([path, ignored.ignores(resolve(path))]).toEqual([path, true]);
  }
});

/** Everything of ours that the bundles beside Next are made of. */
async function bundledSources(): Promise<string[]> {
  const listed = /entryPoints: \{([^}]+)\}/.exec(readFileSync('server/build.ts', 'utf8'))?.[1];
  const entryPoints = [...(listed ?? '').matchAll(/: '([^']+)'/g)].map(([, path = '']) => path);
  expect(entryPoints.length).toBeGreaterThan(5);
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    metafile: true,
    write: false,
    outdir: 'bundled',
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
}
