import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { hashesOfBuild } from './shop-csp';

/** After `next build`: bundles the server and the processes beside it, and notes each page's script hashes. */
await build({
  entryPoints: {
    main: 'server/main.ts',
    producer: 'cli/producer.ts',
    bots: 'cli/bots.ts',
    audit: 'cli/audit.ts',
    backfill: 'cli/backfill.ts',
    'backfill-child': 'lib/traffic/backfill-child.ts',
    'roll-child': 'lib/lake/roll-child.ts',
    'duckdb-child': 'lib/analytics/duckdb-child.ts',
    'duckdb-console-child': 'lib/console/duckdb-console-child.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
mkdirSync('dist', { recursive: true });
writeFileSync('dist/script-hashes.json', JSON.stringify(hashesOfBuild('.next/server/app')));
