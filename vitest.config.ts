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
    testTimeout: 20_000,
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
