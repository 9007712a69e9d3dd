import { runStep, type Step, tool } from './steps';

const ROUTE_TYPES: Step = { title: 'Route types', command: tool('next/dist/bin/next', 'typegen') };

/** Takes one core as long as all the others take the other. */
const TYPES: Step = { title: 'Types', command: tool('typescript/bin/tsc', '--noEmit') };

const OTHERS: readonly Step[] = [
  {
    title: 'package-lock.json serves npm ci on every platform',
    command: ['npm', 'ci', '--dry-run', '--loglevel=error'],
  },
  {
    title: 'Format and lint',
    command: tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'),
  },
  { title: 'Import directions', command: tool('tsx/dist/cli.mjs', 'cli/check-imports.ts') },
  {
    title: 'Tracker weight',
    command: tool('tsx/dist/cli.mjs', 'cli/check-tracker-size.ts'),
  },
  { title: 'Dead code', command: tool('knip/bin/knip.js') },
];

/** Everything that can be said of the code without running it; answers what did not hold, by title. */
export async function runChecks(): Promise<string[]> {
  const broken: string[] = [];
  const inTurn = async (steps: readonly Step[]) => {
    for (const step of steps) if (!(await runStep(step))) broken.push(step.title);
  };
  await inTurn([ROUTE_TYPES]);
  await Promise.all([inTurn([TYPES]), inTurn(OTHERS)]);
  return broken;
}

if (process.argv[1]?.endsWith('check.ts')) {
  process.exit((await runChecks()).length > 0 ? 1 : 0);
}
