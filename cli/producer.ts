import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { SECOND_MS, systemClock } from '@/lib/common/clock';
import { loadSecrets } from '@/lib/config/secrets';
import { createPopulation } from '@/lib/traffic/population';
import { type ProducerCounts, produce } from '@/lib/traffic/producer';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();

const options = new Command('npm run producer --')
  .description('Sends simulated shoppers’ events to the collector at a chosen rate.')
  .option('--rate <n>', 'events a second', positive, 1)
  .option('--seed <n>', 'same seed, same shoppers', wholeNumber, 1)
  .option('--duration <seconds>', 'stop after so long', positive)
  .option('--url <url>', 'the shop', `http://localhost:${settings.PORT}`)
  .option('--run <id>', 'name of the run, stored as run_id')
  .option('--quiet', 'only speak when something is wrong', false)
  .option('--json', 'print the summary as JSON', false)
  .parse()
  .opts<{
    rate: number;
    seed: number;
    duration?: number;
    url: string;
    run?: string;
    quiet: boolean;
    json: boolean;
  }>();

const stop = new AbortController();
// Every request under way waits on it.
setMaxListeners(0, stop.signal);
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
  // `disconnect`: the server that started us is gone, however it went.
  process.once(signal, () => stop.abort());
}
if (options.duration) {
  setTimeout(() => stop.abort(), options.duration * SECOND_MS).unref();
}

const startedAt = systemClock();
const runId = options.run ?? `producer-${options.seed}-${startedAt.toString(36)}`;
const live = process.stdout.isTTY && !options.quiet && !options.json;
if (!options.quiet && !options.json) {
  console.log(
    `Run ${runId}: ${options.rate} event/s to ${options.url}, seed ${options.seed}. Ctrl-C stops.`,
  );
}

let reported = '';
const counts = await produce(
  {
    // About half a minute between two events of one shopper, as in real shops.
    population: createPopulation(
      options.seed,
      Math.max(1, Math.round(options.rate * 30)),
      PRODUCTS,
    ),
    url: options.url.replace(/\/$/, ''),
    rate: options.rate,
    runId,
    runSecret: loadSecrets(settings).runToken,
    clock: systemClock,
    fetcher: fetch,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal }).catch(() => undefined);
    },
  },
  stop.signal,
  (now) => {
    if (live) process.stdout.write(`\r${line(now)}\x1b[K`);
    else if (now.lastError && now.lastError !== reported)
      console.error(`producer: ${now.lastError}`);
    reported = now.lastError ?? '';
  },
);

if (live) process.stdout.write('\n');
if (options.json) {
  console.log(JSON.stringify({ run_id: runId, seconds: seconds(), ...counts }));
} else if (!options.quiet) {
  console.log(`${line(counts)}\n${verdict(counts)}`);
}
process.exit(counts.failed > 0 ? 1 : 0);

function verdict({ due, failed, lastError }: Readonly<ProducerCounts>): string {
  if (failed > 0) return pc.red(`Last error: ${lastError}`);
  return due > 0 ? 'Every event was answered.' : 'The time was too short for one event.';
}

function seconds(): number {
  return (systemClock() - startedAt) / SECOND_MS;
}

function line({ due, acked, rejected, failed, waiting }: Readonly<ProducerCounts>): string {
  const rate = (acked / Math.max(0.001, seconds())).toFixed(1);
  const part = (label: string, value: number, bad = false) =>
    `${label} ${bad && value > 0 ? pc.red(value) : value}`;
  return [
    part('due', due),
    part('acked', acked),
    part('rejected', rejected, true),
    part('failed', failed, true),
    part('waiting', waiting),
    `${rate}/s`,
  ].join('  ');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('give a whole number');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('give a number above 0');
  return value;
}
