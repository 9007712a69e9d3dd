import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import pc from 'picocolors';
import { CHECKS } from './check';
import { findChromium } from './chromium';
import { settingsOrExit } from './settings-or-exit';
import { runStep, type Step, tool } from './steps';

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
  ...CHECKS,
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

const broken: string[] = [];
for (const step of steps) {
  if (await runStep(step)) continue;
  broken.push(step.title);
  if (step.title === 'Build') break; // Browser tests would test the build before.
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const counts = [unitCounts(), browserCounts()].reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
}));
if (broken.length > 0) console.log(`\n${pc.red(`Failed: ${broken.join(', ')}`)}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(broken.length > 0 || counts.passed === 0 ? 1 : 0);

function unitCounts(): Counts {
  const report = readReport(UNIT);
  return {
    passed: Number(report.numPassedTests ?? 0),
    failed: Number(report.numFailedTests ?? 0),
    skipped: Number(report.numPendingTests ?? 0),
  };
}

function browserCounts(): Counts {
  const stats = readReport(BROWSER).stats as Record<string, number> | undefined;
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: stats?.skipped ?? 0,
  };
}

/** Only a run that broke may have left no report; a green one without is not believed. */
function readReport(path: string): Record<string, unknown> {
  if (broken.length > 0 && !existsSync(path)) return {};
  return JSON.parse(readFileSync(path, 'utf8'));
}
