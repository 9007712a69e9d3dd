import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findChromium } from '@/cli/chromium';
import { processSettings } from '@/lib/config/settings';
import { buildFloorApp } from './floor-app';
import { type BenchServer, benchFolder, median, startServer } from './harness';
import { SHOP_PAGES } from './shop-pages';
import type { BenchRun, Verdict } from './verdict';

/** Points of performance that a page of the shop may stand below the floor page. */
const BELOW_FLOOR = 4;
const FULL = 100;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const PAGES = ['home', 'category', 'product', 'cart'] as const;
/** Kept out of search engines by intent, which Lighthouse counts against a page. */
const NOT_FOR_SEARCH: readonly string[] = ['cart'];
const RUN_LIMIT_MS = 120_000;

type Scores = Readonly<Record<(typeof CATEGORIES)[number], number>>;

/** Lighthouse, mobile and simulated, in turns with the smallest App Router page; medians. */
export async function benchLighthouse({ rounds, only, report }: BenchRun): Promise<Verdict[]> {
  const chosen = PAGES.filter((name) => !only || only.includes(name));
  if (chosen.length === 0) throw new Error(`none of these pages: ${PAGES.join(', ')}`);
  const chromium = await findChromium(processSettings().FOOTFALL_CHROMIUM);
  const folder = benchFolder();
  const servers: BenchServer[] = [];
  try {
    report('building the floor page');
    const floor = await startServer({
      name: 'floor',
      args: buildFloorApp(join(folder.path, 'floor')),
    });
    servers.push(floor);
    const ours = await startServer({
      name: 'ours',
      args: ['dist/main.js', '--live', '0'],
      env: { FOOTFALL_DATA_DIR: join(folder.path, 'ours'), FOOTFALL_RATE_LIMIT: 'off' },
    });
    servers.push(ours);
    const targets = [
      { name: 'floor', url: `${floor.url}/`, runs: [] as Scores[] },
      ...chosen.map((name) => ({
        name: name as string,
        url: ours.url + SHOP_PAGES[name],
        runs: [] as Scores[],
      })),
    ];
    for (let round = 1; round <= rounds; round++) {
      for (const { name, url, runs } of targets) {
        const scores = judge(url, chromium);
        runs.push(scores);
        report(`round ${round} of ${rounds}, ${name}: ${inWords(scores)}`);
      }
    }
    const [least, ...pages] = targets.map(({ name, runs }) => ({ name, scores: medians(runs) }));
    if (!least) throw new Error('no floor');
    return pages.flatMap(({ name, scores }) => verdictsOf(name, scores, least.scores));
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
}

/** One run in one line; the page may be compared with the floor of its own round. */
function inWords(scores: Scores): string {
  return CATEGORIES.map((category) => `${category} ${scores[category]}`).join(', ');
}

function verdictsOf(name: string, scores: Scores, floor: Scores): Verdict[] {
  return CATEGORIES.filter((category) => category !== 'seo' || !NOT_FOR_SEARCH.includes(name)).map(
    (category) => {
      const quick = category === 'performance';
      const least = quick ? floor.performance - BELOW_FLOOR : FULL;
      return {
        what: `Lighthouse ${category}, ${name}`,
        ours: String(scores[category]),
        yardstick: quick ? `the floor page: ${floor.performance}` : null,
        ratio: null,
        budget: quick ? `≥ floor − ${BELOW_FLOOR}` : String(FULL),
        met: scores[category] >= least,
      };
    },
  );
}

function medians(runs: readonly Scores[]): Scores {
  const of = (category: keyof Scores) => median(runs.map((scores) => scores[category]));
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    'best-practices': of('best-practices'),
    seo: of('seo'),
  };
}

/** One run in a process and a browser of its own. */
function judge(url: string, chromium: string): Scores {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      'node_modules/lighthouse/cli/index.js',
      url,
      '--quiet',
      '--output=json',
      '--form-factor=mobile',
      '--throttling-method=simulate',
      `--only-categories=${CATEGORIES.join(',')}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run',
    ],
    {
      encoding: 'utf8',
      env: { ...process.env, CHROME_PATH: chromium },
      maxBuffer: 64 * 1024 * 1024,
      timeout: RUN_LIMIT_MS,
    },
  );
  if (status !== 0) throw new Error(`Lighthouse could not judge ${url}:\n${stderr}`);
  const result: { categories: Record<string, { score: number | null }> } = JSON.parse(stdout);
  return Object.fromEntries(
    CATEGORIES.map((category) => {
      const score = result.categories[category]?.score;
      if (typeof score !== 'number') throw new Error(`Lighthouse gave ${url} no ${category}`);
      return [category, Math.round(score * FULL)];
    }),
  ) as unknown as Scores;
}
