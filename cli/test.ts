import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import pc from 'picocolors';
import { runChecks } from './check';
import { findChromium } from './chromium';
import { settingsOrExit } from './settings-or-exit';
import { runStep, type Step, tool } from './steps';
import {
  bothOutcomes,
  browserOutcome,
  outcomeLines,
  type TestOutcome,
  unitOutcome,
} from './test-reports';

/** Everything that guards the project, in one command; ends with the runners' own summaries. */
const REPORTS = 'test-results';
const UNIT = `${REPORTS}/unit.json`;
/** Absolute, since Playwright takes a relative one from its configuration's folder. */
const BROWSER = resolve(REPORTS, 'browser.json');

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const chromium = await findChromium(settingsOrExit().FOOTFALL_CHROMIUM).catch((error: Error) => {
  console.error(pc.red(error.message));
  process.exit(1);
});
console.log(`${pc.green('✓')} Chromium ${pc.dim(chromium)}`);

const steps: Step[] = [
  { title: 'Build', command: [process.execPath, 'cli/setup.mjs', 'build'] },
  {
    title: 'Unit tests',
    command: tool(
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT}`,
    ),
    loud: true,
  },
  {
    title: 'Browser tests',
    command: tool('@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'),
    env: { FOOTFALL_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER },
    loud: true,
  },
];

const broken = await runChecks();
for (const step of steps) {
  if (await runStep(step)) continue;
  broken.push(step.title);
  if (step.title === 'Build') break; // Browser tests would test the build before.
}

const NOTHING: TestOutcome = { passed: 0, failed: 0, skipped: 0, failures: [], shaky: [] };
const outcome = bothOutcomes(read(UNIT, unitOutcome), read(BROWSER, browserOutcome));
for (const line of outcomeLines(outcome)) console.log(line);
if (broken.length > 0) console.log(`\n${pc.red(`Failed: ${broken.join(', ')}`)}`);
console.log(`\n${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
process.exit(broken.length > 0 || outcome.passed === 0 ? 1 : 0);

/** Only a run that broke may have left no report; a green one without is not believed. */
function read(path: string, outcomeOf: (text: string) => TestOutcome): TestOutcome {
  if (broken.length > 0 && !existsSync(path)) return NOTHING;
  return outcomeOf(readFileSync(path, 'utf8'));
}
