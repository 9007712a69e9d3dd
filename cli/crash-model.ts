import { Command } from 'commander';
import pc from 'picocolors';
import { startVitest } from 'vitest/node';
import type { SearchCounts } from '@/lib/testing/crash-model';
import { wholeNumber } from './whole-number';

/** The searches that take an effort; each is a test of `npm test`, too, with less of it. */
const SEARCHES = ['lib/lake/crash-model.test.ts', 'lib/collector/composed-faults.test.ts'];

const options = new Command('npm run crash-model --')
  .description(
    'Cuts the power under the lake at random moments, far more often than npm test does.',
  )
  .option('--runs <n>', 'sequences a search', wholeNumber, 10_000)
  .option('--seed <n>', 'same seed, same sequences', wholeNumber, 7)
  .option('--json', 'print the summary as JSON', false)
  .parse()
  .opts<{ runs: number; seed: number; json: boolean }>();

const { runs, seed, json } = options;
if (!json) console.log(`${runs} sequences a search, seed ${seed}. Ctrl-C stops.`);
const vitest = await startVitest('test', SEARCHES, {
  watch: false,
  provide: { searchEffort: { runs, seed } },
  testTimeout: 0,
  ...(json && { reporters: [{}] }),
});
const searches = vitest.state.getTestModules().flatMap((module) =>
  [...module.children.allTests()].map((test) => ({
    test: test.fullName,
    passed: test.result().state === 'passed',
    errors: test.result().errors?.map(({ message }) => message) ?? [],
    counts: test.meta().searchCounts ?? ({} as SearchCounts),
  })),
);
await vitest.close();

const passed = searches.length >= SEARCHES.length && searches.every((search) => search.passed);
if (json) console.log(JSON.stringify({ runs, seed, passed, searches }));
else {
  for (const { test, counts } of searches) {
    if (Object.keys(counts).length === 0) continue;
    console.log(pc.bold(test));
    for (const [what, n] of Object.entries(counts))
      console.log(`  ${String(n).padStart(9)}  ${what}`);
  }
  console.log(passed ? pc.green('No violation.') : pc.red(`Violated: repeat with --seed ${seed}.`));
}
process.exit(passed ? 0 : 1);
