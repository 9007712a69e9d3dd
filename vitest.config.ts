import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const FOLDERS = ['app', 'bench', 'cli', 'components', 'e2e', 'infra', 'lib', 'server'];
const TESTS = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `${folder}/${path}`),
);

/**
 * What needs a process of its own: tests that put other modules in the place of ours, and those of
 * routes and server, which share one runtime a process.
 */
const OWN_MODULES = /\bvi\.(mock|doMock|hoisted|resetModules)\(/;
const needsProcess = (path: string) =>
  /^(app|server)\//.test(path) || OWN_MODULES.test(readFileSync(path, 'utf8'));
const ALONE = TESTS.filter(needsProcess);

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    // Left to itself the runner keeps a core free: on two cores that is one worker.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    setupFiles: ['./lib/testing/fail-on-console-error.ts'],
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    // For what never ends; nothing here is a statement about speed.
    testTimeout: 120_000,
    // Real servers, disks and clocks on a small machine: one more try, and the summary names who needed it.
    retry: 1,
    server: { deps: { inline: ['dt-sql-parser'] } },
    projects: [
      {
        extends: true,
        // One process after the other takes these, and reads the SDKs, the CDK and DuckDB once.
        test: {
          name: 'together',
          include: TESTS.filter((path) => !ALONE.includes(path)),
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE.map(escaped), sequence: { groupOrder: 1 } },
      },
    ],
  },
});

/** A path as a pattern that matches it alone: folders of routes are named with brackets. */
function escaped(path: string): string {
  return path.replace(/[()[\]{}!*?@+]/g, '\\$&');
}
