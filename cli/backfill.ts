import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { DAY_MS, SECOND_MS, systemClock, toIso } from '@/lib/common/clock';
import { LockedError, lakeHolder } from '@/lib/lake/lake-lock';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { makeLakeModels } from '@/lib/lake/repair';
import { makeModelsInChild, rollInChild } from '@/lib/lake/roll-process';
import { type Backfilled, type BackfillOptions, backfill } from '@/lib/traffic/backfill';
import { datesOf } from '@/lib/traffic/backfill-days';
import { newHistory, readHistory, SHOP_SEED, writeHistory } from '@/lib/traffic/history';
import { EVENTS_PER_SESSION, planAtRate } from '@/lib/traffic/plan';
import { createProgress } from './progress';
import { settingsOrExit } from './settings-or-exit';
import { syncToBuckets, syncWords } from './sync-buckets';
import { wholeNumber } from './whole-number';

const settings = settingsOrExit();

const options = new Command('npm run backfill --')
  .description('Writes the history of simulated shoppers straight into the local lake.')
  .option('--days <n>', 'how many days', wholeNumber, 90)
  .option('--sessions-per-day <n>', 'sessions of those who allow measuring', positive, 5_000)
  .option('--seed <n>', 'same seed, same shoppers', wholeNumber, SHOP_SEED)
  .option(
    '--until <time>',
    'where the history ends, ISO 8601 (default: the last midnight, UTC)',
    time,
  )
  .option('--data-dir <folder>', 'the lake', settings.FOOTFALL_DATA_DIR)
  .option(
    '--to <folder>',
    'copy its Parquet into s3://processed-bucket/ then; `s3` for the bucket of the settings',
  )
  .option('--run <id>', 'name of the run, stored as run_id')
  .option('--workers <n>', 'processes to work with', positive, availableParallelism())
  .option('--json', 'print the result as JSON', false)
  .addOption(
    new Option('--for-start <rate>', 'what the shop’s own population lacks at this rate')
      .argParser(Number)
      .hideHelp(),
  )
  .parse()
  .opts<{
    days: number;
    sessionsPerDay: number;
    seed: number;
    until?: number;
    dataDir: string;
    to?: string;
    run?: string;
    workers: number;
    json: boolean;
    forStart?: number;
  }>();

/** A shorter gap is filled by the live producer, while the shop is open already. */
const SHORTEST_GAP_MS = 3_600 * SECOND_MS;
/** A collector refuses what is older; so does the history that is caught up with. */
const LONGEST_GAP_MS = 30 * DAY_MS;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort());
}

try {
  if (settings.FOOTFALL_MODE !== 'local' && options.to === undefined) {
    throw new Error(
      'A history is written into the local lake, and FOOTFALL_MODE is aws. With --to s3 it is copied into the processed bucket then.',
    );
  }
  if (options.forStart === undefined) {
    await work(asAsked());
    // In the cloud the merge makes the modelled tables.
    if (options.to === undefined) await models();
    else await copyTo(options.to);
  } else await forStart(options.forStart);
} catch (error) {
  if (stop.signal.aborted) {
    console.error('\nStopped. The days that were done are in the lake; run it again for the rest.');
    process.exit(130);
  }
  if ((error as Error).name === LockedError.name) {
    console.error(
      pc.red(`${(error as Error).message}\nA history cannot be written beside a running server.`),
    );
    process.exit(1);
  }
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
}

type Task = Pick<BackfillOptions, 'plan' | 'runId' | 'from' | 'to'>;

function asAsked(): Task {
  const { seed, sessionsPerDay, days, run } = options;
  const to = options.until ?? Math.floor(systemClock() / DAY_MS) * DAY_MS;
  return {
    plan: { seed, sessionsPerDay },
    runId: run ?? `backfill-${seed}`,
    from: to - days * DAY_MS,
    to,
  };
}

/**
 * Before the shop opens: its history where the lake is empty, else what its people did since it closed.
 * Both are stretches of the plan that live traffic goes on with.
 */
async function forStart(rate: number): Promise<void> {
  const root = options.dataDir;
  // The server that runs will be refused in its own words.
  if (lakeHolder(root)) return;
  const now = systemClock();
  const longest = Math.max(LONGEST_GAP_MS, options.days * DAY_MS);
  const kept = await readHistory(root);
  if (kept && now - kept.until_ms < SHORTEST_GAP_MS) return;
  if (!kept && (options.days === 0 || !(await isEmpty(root)))) return;
  const from = kept ? Math.max(kept.until_ms, now - longest) : now - options.days * DAY_MS;
  const history = { ...(kept ?? newHistory(options.seed, from)), until_ms: from };
  const since = toIso(from).slice(0, 16).replace('T', ' ');
  console.log(
    kept
      ? `\n▸ Adding what the shop’s people did since ${since} UTC\n`
      : `\n▸ Making ${options.days} days of history, once (npm start -- --history 0 for none)\n`,
  );
  // Noted first: cut off, the next start goes on from here.
  await writeHistory(root, history);
  await work({ plan: planAtRate(history.seed, rate), runId: history.run_id, from, to: now });
  await writeHistory(root, { ...history, until_ms: now });
}

async function isEmpty(root: string): Promise<boolean> {
  const { files, segments } = await createManifestReader(root).read();
  return (
    files.length === 0 && Object.keys(segments).length === 0 && !existsSync(join(root, RAW_EVENTS))
  );
}

async function work(task: Task): Promise<void> {
  const startedAt = systemClock();
  const days = datesOf(task.from, task.to).length;
  const expected = ((task.to - task.from) / DAY_MS) * task.plan.sessionsPerDay * EVENTS_PER_SESSION;
  const progress = createProgress(days, { shown: !options.json, about: expected });
  const result = await backfill(
    { root: options.dataDir, clock: systemClock, workers: options.workers, ...task },
    stop.signal,
    (_day, soFar) => progress.update(soFar.skipped + soFar.days, soFar.events),
  ).finally(() => progress.stop());
  report(task, result, (systemClock() - startedAt) / SECOND_MS);
}

/** What a server would do by itself: the shop that opens next does, after a start. */
async function models(): Promise<void> {
  const startedAt = systemClock();
  await makeLakeModels({
    root: options.dataDir,
    clock: systemClock,
    roll: rollInChild,
    makeModels: makeModelsInChild,
  });
  const seconds = (systemClock() - startedAt) / SECOND_MS;
  if (!options.json) console.log(`Modelled tables are up to date after ${seconds.toFixed(1)} s.`);
}

async function copyTo(to: string): Promise<void> {
  const { dataDir, json } = options;
  const done = await syncToBuckets({ settings, root: dataDir, to, signal: stop.signal });
  if (done.tooOld.length > 0) process.exitCode = 1;
  console.log(json ? JSON.stringify({ synced: done }) : syncWords(done));
}

function report(task: Task, result: Backfilled, seconds: number): void {
  const perSecond = Math.round(result.events / Math.max(0.001, seconds));
  if (options.json) {
    const { from, to, runId } = task;
    const range = { run_id: runId, seed: task.plan.seed, from: toIso(from), to: toIso(to) };
    console.log(JSON.stringify({ ...range, ...result, seconds, events_per_second: perSecond }));
    return;
  }
  const whole = (value: number) => value.toLocaleString('en');
  const there = result.skipped > 0 ? `, ${whole(result.skipped)} days were there already` : '';
  console.log(
    `${whole(result.added)} events of ${whole(result.days)} days added in ${seconds.toFixed(1)} s (${whole(perSecond)}/s, ${(result.bytes / 2 ** 20).toFixed(1)} MiB)${there}.`,
  );
}

function time(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value))
    throw new InvalidArgumentError('give a time such as 2026-11-22T08:00:00Z');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('give a whole number above 0');
  }
  return value;
}
