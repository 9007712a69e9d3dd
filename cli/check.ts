import { runStep, type Step, tool } from './steps';

/** Everything that can be said of the code without running it. */
export const CHECKS: readonly Step[] = [
  {
    title: 'package-lock.json serves npm ci on every platform',
    command: ['npm', 'ci', '--dry-run', '--loglevel=error'],
  },
  {
    title: 'Format and lint',
    command: tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'),
  },
  { title: 'Route types', command: tool('next/dist/bin/next', 'typegen') },
  { title: 'Types', command: tool('typescript/bin/tsc', '--noEmit') },
  { title: 'Import directions', command: tool('tsx/dist/cli.mjs', 'cli/check-imports.ts') },
  {
    title: 'Tracker weight',
    command: tool('tsx/dist/cli.mjs', 'cli/check-tracker-size.ts'),
  },
  { title: 'Dead code', command: tool('knip/bin/knip.js') },
];

if (process.argv[1]?.endsWith('check.ts')) {
  let failed = 0;
  for (const check of CHECKS) if (!(await runStep(check))) failed += 1;
  process.exit(failed > 0 ? 1 : 0);
}
