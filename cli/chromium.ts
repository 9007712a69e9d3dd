import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const START_LIMIT_MS = 15_000;

/**
 * The path of a Chromium that starts and reads a page: the given one, Playwright's own, the
 * system's, or one installed now (announced; from the system's packages only as root).
 * @throws with a sentence that says what to install.
 */
export async function findChromium(given: string | undefined): Promise<string> {
  if (given) {
    const problem = await problemWith(given);
    if (problem) throw new Error(`FOOTFALL_CHROMIUM=${given} does not start: ${problem}`);
    return given;
  }
  const found = await firstWorking(candidates());
  if (found) return found;
  console.log('No Chromium found; installing one for the browser tests.');
  for (const install of installers()) {
    console.log(`▸ ${install.join(' ')}`);
    const [program = '', ...args] = install;
    spawnSync(program, args, { stdio: 'inherit', timeout: 5 * 60_000 });
    const installed = await firstWorking(candidates());
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium could be started. Install one (Debian, Ubuntu: apt install chromium-headless-shell or chromium; macOS: Google Chrome; anywhere: npx playwright install chromium), or name it: FOOTFALL_CHROMIUM=/path/to/chromium npm test',
  );
}

function candidates(): string[] {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const ranked = NAMES.flatMap((name) => onPath.filter((path) => path.endsWith(`/${name}`)));
  return [chromium.executablePath(), ...ranked, ...MAC_APPS].filter((path) => existsSync(path));
}

async function firstWorking(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const problem = await problemWith(path);
    if (!problem) return path;
    console.log(`  ${path} does not start: ${problem}`);
  }
  return null;
}

/** Believed only after it rendered a page: a browser can be there and lack half its libraries. */
async function problemWith(executablePath: string): Promise<string | null> {
  try {
    const browser = await chromium.launch({ executablePath, timeout: START_LIMIT_MS });
    try {
      const page = await browser.newPage();
      await page.goto('data:text/html,<title>ready</title>', { timeout: START_LIMIT_MS });
      return (await page.title()) === 'ready' ? null : 'it did not read a page';
    } finally {
      await browser.close();
    }
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'unknown error';
  }
}

function installers(): string[][] {
  const own = [
    process.execPath,
    'node_modules/@playwright/test/cli.js',
    'install',
    '--only-shell',
    'chromium',
  ];
  const root = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const apt = (name: string) => ['apt-get', 'install', '-y', '--no-install-recommends', name];
  return root
    ? [own, ['apt-get', 'update'], apt('chromium-headless-shell'), apt('chromium')]
    : [own];
}
