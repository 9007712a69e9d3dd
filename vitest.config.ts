import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{app,components,lib,server,infra,cli,e2e,bench}/**/*.test.ts'],
    setupFiles: ['./lib/testing/fail-on-console-error.ts'],
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    // Left to itself the runner keeps a core free: on two cores that is one worker.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // For what never ends; nothing here is a statement about speed.
    testTimeout: 120_000,
    // Real servers, disks and clocks on a small machine: one more try, and the summary names who needed it.
    retry: 1,
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
