import { findChromium } from './chromium';
import { settingsOrExit } from './settings-or-exit';
import { runStep, tool } from './steps';

/** Browser tests alone, against the build that stands; arguments go to Playwright. */
const ok = await runStep({
  title: 'Browser tests',
  command: tool(
    '@playwright/test/cli.js',
    'test',
    '--config',
    'e2e/playwright.config.ts',
    ...process.argv.slice(2),
  ),
  env: { FOOTFALL_CHROMIUM: await findChromium(settingsOrExit().FOOTFALL_CHROMIUM) },
  loud: true,
});
process.exit(ok ? 0 : 1);
