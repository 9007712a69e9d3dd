import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { generateParquet } from '@/lib/testing/generate-parquet';
import { benchFolder, median } from './harness';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const BUDGET = 0.2;
const DAYS = 20;
const SESSIONS_PER_DAY = 5_000;

/** History into the lake on all cores, beside DuckDB's own SQL that only writes. */
export async function benchBackfill({ rounds, seed, report }: BenchRun): Promise<Verdict[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  let perMillion = 0;
  for (let round = 1; round <= rounds; round++) {
    const folder = benchFolder();
    try {
      const lake = run(`${folder.path}/lake`, seed + round);
      ours.push(lake.events / lake.seconds);
      perMillion = lake.bytes / 2 ** 20 / (lake.events / 1e6);
      mkdirSync(`${folder.path}/yardstick`);
      const startedAt = performance.now();
      const eventsPerDay = Math.round(lake.events / DAYS);
      await generateParquet(`${folder.path}/yardstick`, DAYS, eventsPerDay);
      theirs.push((DAYS * eventsPerDay * 1_000) / (performance.now() - startedAt));
    } finally {
      folder.remove();
    }
    report(
      `round ${round}: ${perSecond(ours.at(-1) ?? 0, 'events')}, yardstick ${perSecond(theirs.at(-1) ?? 0, 'events')}`,
    );
  }
  const ratio = median(ours) / median(theirs);
  return [
    {
      what: `backfill to sorted Parquet, all cores (${perMillion.toFixed(1)} MiB a million)`,
      ours: perSecond(median(ours), 'events'),
      yardstick: `DuckDB's SQL doing only the writing ${perSecond(median(theirs), 'events')}`,
      ratio,
      budget: `at least ${BUDGET} x`,
      met: ratio >= BUDGET,
    },
  ];
}

function run(folder: string, seed: number): { events: number; seconds: number; bytes: number } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      'dist/backfill.js',
      '--days',
      String(DAYS),
      '--sessions-per-day',
      String(SESSIONS_PER_DAY),
      '--seed',
      String(seed),
      '--data-dir',
      folder,
      '--json',
    ],
    { env: { ...process.env, NODE_ENV: 'production' }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the backfill ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
