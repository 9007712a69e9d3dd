import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { DAY_MS, SECOND_MS, systemClock } from '@/lib/common/clock';
import { openFirehose } from '@/lib/config/command-drivers';
import { loadSecrets } from '@/lib/config/secrets';
import { openLake } from '@/lib/lake/lake';
import { dialsFault } from '@/lib/traffic/faults/dials';
import { createFaults } from '@/lib/traffic/faults/faults';
import { newHistory, readHistory, SHOP_SEED, writeHistory } from '@/lib/traffic/history';
import { noLedger, openLedger } from '@/lib/traffic/ledger-file';
import { createPlan, planAtRate } from '@/lib/traffic/plan';
import { LATE_MS, type ProducerCounts, produce } from '@/lib/traffic/producer';
import { SCENARIO_NAMES, type TrafficScenario } from '@/lib/traffic/scenarios';
import { followPlan, keepRate } from '@/lib/traffic/sources';
import { type Transport, toCollector, toLake, toSink } from '@/lib/traffic/transport';
import { addFaultOptions, dialsOf, type FaultOptions } from './fault-options';
import { scenario } from './scenario-option';
import { settingsOrExit } from './settings-or-exit';
import { progressTeller } from './tell-parent';
import { wholeNumber } from './whole-number';

const settings = settingsOrExit();
const root = settings.FOOTFALL_DATA_DIR;
const TICK_MS = 50;
/** Of its rate a run lets so many seconds wait for an answer, and a slow one so many events. */
const WAITING_SECONDS = 5;
const LEAST_WAITING = 20_000;
/** A collector refuses what is older. */
const OLDEST_MS = 30 * DAY_MS;
const KEEP_EVERY_MS = 5 * SECOND_MS;

const command = new Command('npm run producer --')
  .description('Sends simulated shoppers’ events at a chosen rate.')
  .option('--rate <n>', 'events a second', positive, 1)
  .option('--burst <n>', 'so many events leave together', positiveWhole, 1)
  .option('--seed <n>', 'same seed, same shoppers', wholeNumber, SHOP_SEED)
  .option(
    '--users <n>',
    'shoppers in the shop at once (default: as many as the rate needs, 20,000 at the most)',
    positiveWhole,
  )
  .option('--duration <seconds>', 'stop after so long', positive)
  .addOption(
    new Option('--sink <where>', 'through the collector, or past it: into the lake, to Firehose')
      .choices(['collector', 'lake', 'firehose'])
      .default('collector'),
  )
  .option('--url <url>', 'the shop', `http://localhost:${settings.PORT}`)
  .option('--run <id>', 'name of the run, stored as run_id')
  .option(
    '--scenario <name or json>',
    `what is otherwise: ${SCENARIO_NAMES.join(', ')}, or as a run token holds it`,
    scenario,
  )
  .option('--no-ledger', 'keep no ledger of the run: nothing can be audited')
  .option('--follow', 'the lake’s own population at its own hours, on from where it stands', false)
  .option('--quiet', 'only speak when something is wrong', false)
  .option('--json', 'print the summary as JSON', false);
const options = addFaultOptions(command).parse().opts<
  FaultOptions & {
    rate: number;
    burst: number;
    seed: number;
    users?: number;
    duration?: number;
    sink: 'collector' | 'lake' | 'firehose';
    url: string;
    run?: string;
    scenario?: TrafficScenario;
    ledger: boolean;
    follow: boolean;
    quiet: boolean;
    json: boolean;
  }
>();

if (options.follow && options.scenario) {
  console.error('The lake’s own population plays no scenario: leave out --follow.');
  process.exit(1);
}
const { shop, crowd, faults: before } = options.scenario ?? { name: null };
const dials = dialsOf(options, before);
const dosed = Object.values(dials.shares).some((share) => share > 0);
const wrong =
  dosed && (options.follow || !options.ledger)
    ? 'Faults are done to a run that keeps a ledger: leave out --follow and --no-ledger.'
    : dialsFault(dials, options.sink !== 'collector');
if (wrong) {
  console.error(wrong);
  process.exit(1);
}
if (options.sink === 'lake' && settings.FOOTFALL_MODE !== 'local') {
  console.error('--sink lake writes the local lake, and FOOTFALL_MODE is aws: use the collector.');
  process.exit(1);
}

const firehose = options.sink === 'firehose' ? openFirehose(settings, systemClock) : null;
if (options.sink === 'firehose' && !firehose) {
  console.error(
    '--sink firehose needs AWS_REGION, FOOTFALL_FIREHOSE_STREAM and FOOTFALL_FIREHOSE_FAILED_STREAM.',
  );
  process.exit(1);
}

const stop = new AbortController();
// Every request under way waits on it.
setMaxListeners(0, stop.signal);
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
  // `disconnect`: the server that started us is gone, however it went.
  process.once(signal, () => stop.abort());
}
const startedAt = systemClock();
const kept = options.follow ? await standing() : null;
const runId = options.run ?? kept?.run_id ?? `producer-${options.seed}-${startedAt.toString(36)}`;
const source = kept
  ? followPlan(createPlan(planAtRate(kept.seed, options.rate)), kept.until_ms)
  : keepRate({ ...options, scenario: shop, crowd, from: startedAt, clock: systemClock });
/** Planning is over. */
const begunAt = systemClock();
const cpuBefore = process.cpuUsage();
const over = new AbortController();
if (options.duration) setTimeout(() => over.abort(), options.duration * SECOND_MS).unref();
const lake = options.sink === 'lake' ? openLake({ root, clock: systemClock }) : null;
// What the lake's own population did is its plan; a ledger of it would grow for ever.
const ledger = kept || !options.ledger ? noLedger : await openLedger(root, runId);
await ledger.write({
  t: 'run',
  v: 1,
  at: startedAt,
  run_id: runId,
  actor: 'producer',
  channel: options.sink,
  seed: options.seed,
  parameters: {
    rate: options.rate,
    burst: options.burst,
    users: options.users ?? null,
    duration: options.duration ?? null,
    scenario_name: options.scenario?.name ?? null,
    scenario: shop ?? null,
    crowd: crowd ?? null,
    faults: dosed ? dials : null,
  },
});
const live = process.stdout.isTTY && !options.quiet && !options.json;
if (!options.quiet && !options.json) {
  const where = lake ? root : firehose ? settings.FOOTFALL_FIREHOSE_STREAM : options.url;
  console.log(
    `Run ${runId}: ${options.rate} event/s to ${where}, seed ${options.seed}. Ctrl-C stops.`,
  );
}

const tell = progressTeller(systemClock);
let reported = '';
let keptAt = startedAt;
const counts = await produce(
  {
    source,
    transport: transport(),
    ledger,
    faults: dosed ? createFaults({ dials, seed: options.seed, rate: options.rate }) : undefined,
    over: over.signal,
    loop: kept ? 'wait' : 'open',
    mostWaiting: Math.max(LEAST_WAITING, WAITING_SECONDS * options.rate),
    tickMs: Math.max(TICK_MS, kept ? 200 : (SECOND_MS * options.burst) / options.rate),
    clock: systemClock,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal }).catch(() => undefined);
    },
  },
  stop.signal,
  (now) => {
    tell({ ...now, shoppers: null, captured: now.due, trouble: now.lastError });
    if (live) process.stdout.write(`\r${line(now)}\x1b[K`);
    else if (now.lastError && now.lastError !== reported)
      console.error(`producer: ${now.lastError}`);
    reported = now.lastError ?? '';
    if (systemClock() - keptAt >= KEEP_EVERY_MS) void keep(now);
  },
);
const tookSeconds = seconds();
const cpu = process.cpuUsage(cpuBefore);
await keep(counts);
await ledger.write({ t: 'end', at: systemClock(), why: stop.signal.aborted ? 'stopped' : 'done' });
await ledger.close();
await lake?.close();
await firehose?.close();

if (live) process.stdout.write('\n');
if (options.json) {
  const cpu_seconds = (cpu.user + cpu.system) / 1e6;
  console.log(JSON.stringify({ run_id: runId, seconds: tookSeconds, cpu_seconds, ...counts }));
} else if (!options.quiet) {
  console.log(`${line(counts)}\n${verdict(counts)}`);
  const done = Object.entries(counts.dosed).map(([fault, count]) => `${fault} ${count}`);
  if (done.length > 0) console.log(`Done on purpose: ${done.join('  ')}`);
  if (ledger !== noLedger) console.log(`To account for it: npm run audit -- --run ${runId}`);
}
process.exit(counts.failed > 0 ? 1 : 0);

function transport(): Transport {
  const shared = { runId, scenario: shop, clock: systemClock };
  if (lake) return toLake(lake.events, shared);
  if (firehose) return toSink(firehose, shared);
  return toCollector({
    ...shared,
    url: options.url.replace(/\/$/, ''),
    runSecret: loadSecrets(settings).runToken,
    fetcher: fetch,
  });
}

/** Where the lake's population stands; it begins now where there is none, or where it stood too long ago. */
async function standing() {
  const history = (await readHistory(root)) ?? newHistory(options.seed, startedAt);
  // Only a local lake is caught up with: elsewhere what was not sent then would be paid for now.
  const oldest = settings.FOOTFALL_MODE === 'local' ? startedAt - OLDEST_MS : startedAt;
  return { ...history, until_ms: Math.max(history.until_ms, oldest) };
}

/**
 * Notes how far the population is in the lake, once all that was sent is answered. What is sent again
 * after a crash has the same ids, so noting too little costs nothing; after a failure nothing is noted.
 */
async function keep({ waiting, failed }: Readonly<ProducerCounts>): Promise<void> {
  if (!kept || waiting > 0 || failed > 0) return;
  keptAt = systemClock();
  await writeHistory(root, { ...kept, until_ms: Math.min(keptAt, source.position()) });
}

function verdict({ due, failed, lastError, behindMs }: Readonly<ProducerCounts>): string {
  if (failed > 0) return pc.red(`Last error: ${lastError}`);
  if (behindMs > LATE_MS) {
    return pc.yellow(`Every event was answered, but some left ${behindMs} ms after their time.`);
  }
  return due > 0 ? 'Every event was answered.' : 'The time was too short for one event.';
}

function seconds(): number {
  return (systemClock() - begunAt) / SECOND_MS;
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

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('give a number above 0');
  return value;
}

function positiveWhole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('give a whole number above 0');
  }
  return value;
}
