import { defineConfig } from '@playwright/test';

/** Specs run against production builds, each with a server, a port and a data folder of its own. */
export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results/browser',
  workers: 2,
  fullyParallel: true,
  // Real browsers on a small machine: one more try, and the summary names who needed it.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    launchOptions: { executablePath: process.env.FOOTFALL_CHROMIUM || undefined },
    // Headless Chromium declares itself in its user agent and would be labelled a bot.
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    timezoneId: 'Europe/Dublin',
    locale: 'en-IE',
    trace: 'retain-on-failure',
  },
});
