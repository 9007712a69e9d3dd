import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataSide, FULL_CONTEXT, PART_NAMES } from '../testing/data-templates';

// W7001: the library brings a mapping that streams to S3 have no use for. W3005: it says of a role
// twice that something waits for it.
const IGNORED = 'W7001,W3005';
const isInstalled = spawnSync('cfn-lint', ['--version']).status === 0;

test.runIf(isInstalled)('cfn-lint finds nothing (only where it is installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // The shop with it, as it is deployed: with its tags, and an image that is built.
  const { stacks } = dataSide({ ...FULL_CONTEXT, web: 'on' });
  const paths = stacks.map(({ stackName, template }) => {
    const path = join(folder, `${stackName}.json`);
    writeFileSync(path, JSON.stringify(template));
    return path;
  });
  expect(paths).toHaveLength(PART_NAMES.length + 2);
  const args = ['--ignore-checks', IGNORED, '--', ...paths];
  const { status, stdout } = spawnSync('cfn-lint', args, { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
