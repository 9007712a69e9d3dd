import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { MultiBar, Presets } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { type Percentiles, percentiles } from '@/lib/audit/percentiles';
import { SECOND_MS, systemClock } from '@/lib/common/clock';
import { loadSecrets } from '@/lib/config/secrets';
import { SHOP_SEED } from '@/lib/traffic/history';
import { openLedger } from '@/lib/traffic/ledger-file';
import { PERSONAS, type PersonaName } from '@/lib/traffic/personas';
import { BOT_SCENARIO_NAMES, type TrafficScenario } from '@/lib/traffic/scenarios';
import { planVisitors } from '@/lib/traffic/visitors';
import type { BotCounts } from '../e2e/bots/recorder';
import { runBots } from '../e2e/bots/run';
import { findChromium } from './chromium';
import { scenario } from './scenario-option';
import { settingsOrExit } from './settings-or-exit';
import { progressTeller } from './tell-parent';
import { wholeNumber } from './whole-number';

const settings = settingsOrExit();
const program = new Command('npm run bots --')
  .description('Plays simulated shoppers in real Chromium, through the pages of a running shop.')
  .option('--shoppers <n>', 'how many people', positiveWhole, 10)
  .option(
    '--concurrency <n>',
    'so many at once, each in a context of one browser',
    positiveWhole,
    2,
  )
  .option('--rate <n>', 'shoppers that begin a minute at the most', positive)
  .option('--duration <seconds>', 'stop after so long', positive)
  .option('--seed <n>', 'same seed, same shoppers', wholeNumber, SHOP_SEED)
  .addOption(
    new Option('--persona <name>', 'only those who come as this persona').choices(
      Object.keys(PERSONAS),
    ),
  )
  .option(
    '--visits <n>',
    'times that somebody comes back at the most, and the first',
    positiveWhole,
    3,
  )
  .option(
    '--scenario <name or json>',
    `what is otherwise: ${BOT_SCENARIO_NAMES.join(', ')}, or as a run token holds it`,
    scenario,
  )
  .option('--base-url <url>', 'the shop', `http://localhost:${settings.PORT}`)
  .option('--speed <factor>', 'how much quicker than people they think', positive, 1)
  .option('--headed', 'show the browser', false)
  .option('--no-pictures', 'load no pictures')
  .option('--run <id>', 'name of the run, stored as run_id')
  .option('--json', 'print the summary as JSON', false)
  .parse();

const options = program.opts<{
  shoppers: number;
  concurrency: number;
  rate?: number;
  duration?: number;
  seed: number;
  persona?: PersonaName;
  visits: number;
  scenario?: TrafficScenario;
  baseUrl: string;
  speed: number;
  headed: boolean;
  pictures: boolean;
  run?: string;
  json: boolean;
}>();

const { seed, persona, shoppers, concurrency, rate, speed, headed, pictures } = options;
const { shop, crowd, faults } = options.scenario ?? { name: null };
if (faults) {
  program.error(
    `Robots do not use browsers: start npm run producer -- --scenario ${options.scenario?.name} beside the bots.`,
  );
}
const baseUrl = options.baseUrl.replace(/\/$/, '');
const startedAt = systemClock();
const runId = options.run ?? `bots-${seed}-${startedAt.toString(36)}`;
const health = await fetch(`${baseUrl}/api/health`).catch(() => null);
if (!health)
  program.error(
    `Nothing answers at ${baseUrl}: start the shop with npm start, or name it with --base-url.`,
  );
const executablePath = await findChromium(settings.FOOTFALL_CHROMIUM).catch((error: Error) =>
  program.error(error.message),
);

// Some more than are to play: they take the place of those whose page crashes.
const spare = Math.max(2, Math.ceil(shoppers / 10));
const count = shoppers + spare;
const visitors = planVisitors({ seed, persona, visits: options.visits, count, crowd });
if (visitors.length < shoppers) {
  program.error(`Seed ${seed} has only ${visitors.length} such shoppers.`);
}

const stop = new AbortController();
// Every shopper waits on it.
setMaxListeners(0, stop.signal);
let stopped = false;
const onSignal = () => {
  // Who asks twice does not want to wait for what is under way.
  if (stopped) process.exit(130);
  stopped = true;
  stop.abort();
};
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// The server that started us is gone.
process.on('disconnect', onSignal);
if (options.duration) setTimeout(() => stop.abort(), options.duration * SECOND_MS).unref();

const ledger = await openLedger(settings.FOOTFALL_DATA_DIR, runId);
await ledger.write({
  t: 'run',
  v: 1,
  at: startedAt,
  run_id: runId,
  actor: 'bot',
  channel: 'bots',
  seed,
  parameters: {
    shoppers,
    concurrency,
    rate: rate ?? null,
    duration: options.duration ?? null,
    persona: persona ?? null,
    visits: options.visits,
    speed,
    pictures,
    scenario_name: options.scenario?.name ?? null,
    scenario: shop ?? null,
    crowd: crowd ?? null,
    base_url: baseUrl,
  },
});
if (!options.json) {
  console.log(
    `Run ${pc.bold(runId)}: ${shoppers} shoppers at ${baseUrl}, ${concurrency} at once, seed ${seed}${speed === 1 ? '' : `, ${speed} times as quick as people`}. Ctrl-C stops.`,
  );
}
const bar = progress();
const tell = progressTeller(systemClock);
let counts: BotCounts;
try {
  counts = await runBots({
    visitors,
    shoppers,
    concurrency,
    rate,
    runId,
    runSecret: loadSecrets(settings).runToken,
    scenario: shop,
    baseUrl,
    speed,
    launch: () =>
      chromium.launch({
        executablePath,
        headless: !headed,
        // Ctrl-C is ours: what the shoppers have captured is to be answered first.
        handleSIGINT: false,
        handleSIGTERM: false,
        args: pictures ? [] : ['--blink-settings=imagesEnabled=false'],
      }),
    ledger,
    clock: systemClock,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal }).catch(() => undefined);
    },
    signal: stop.signal,
    onProgress: (now) => {
      bar.update(now);
      const { shoppers: gone, captured, acked, rejected, failed, lastTrouble: trouble } = now;
      tell({ shoppers: gone, captured, acked, rejected, failed, trouble });
    },
  });
} catch (error) {
  bar.stop();
  console.error(pc.red((error as Error).message));
  process.exit(1);
}
await ledger.write({ t: 'end', at: systemClock(), why: stopped ? 'stopped' : 'done' });
await ledger.close();
bar.stop();
report(counts);
process.exit(counts.troubles > 0 || counts.captured > counts.acked + counts.rejected ? 1 : 0);

function progress() {
  if (options.json || !process.stderr.isTTY) {
    return { update: () => undefined, stop: () => undefined };
  }
  const bars = new MultiBar(
    {
      format:
        '  {bar} {value}/{total} shoppers  acts {acts}  captured {captured}  acked {acked}  failed {failed}  {duration_formatted}',
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  const shown = bars.create(shoppers, 0, { acts: 0, captured: 0, acked: 0, failed: 0 });
  let last: Readonly<BotCounts> | null = null;
  const draw = () => {
    if (!last) return;
    const { acts, captured, acked, failed, rejected, troubles } = last;
    shown.update(last.shoppers, { acts, captured, acked, failed: failed + rejected + troubles });
  };
  const timer = setInterval(draw, 250);
  return {
    update: (now: Readonly<BotCounts>) => {
      last = now;
    },
    stop: () => {
      draw();
      clearInterval(timer);
      bars.stop();
    },
  };
}

function report(now: BotCounts): void {
  const { ackMs, turnMs, lateMs, ...figures } = now;
  const seconds = (systemClock() - startedAt) / SECOND_MS;
  const ack = percentiles(ackMs);
  const turn = percentiles(turnMs);
  const late = percentiles(lateMs);
  if (options.json) {
    console.log(
      JSON.stringify({
        run_id: runId,
        seconds,
        ...figures,
        ack_ms: ack,
        page_turn_ms: turn,
        late_ms: late,
      }),
    );
    return;
  }
  const { visits, acts, captured, acked, rejected, failed, withheld, troubles, lastTrouble } = now;
  const bad = (value: number) => (value > 0 ? pc.red(value) : String(value));
  const open = captured - acked - rejected;
  console.log(
    [
      `${now.shoppers} shoppers, ${visits} visits, ${acts} acts in ${seconds.toFixed(1)} s`,
      `captured ${captured}  acked ${acked}  rejected ${bad(rejected)}  not answered ${bad(open)}  orders refused ${bad(failed)}`,
      `withheld for want of consent: ${withheld} acts`,
      `capture to ack  ${inWords(ack)}`,
      `click to page   ${inWords(turn)}`,
      `plan to act     ${inWords(late)}`,
      ...(troubles > 0 ? [pc.red(`${troubles} troubles, the last: ${lastTrouble}`)] : []),
      `To account for it: npm run audit -- --run ${runId}`,
    ].join('\n'),
  );
}

function inWords(figures: Percentiles | null): string {
  if (!figures) return 'nothing was measured';
  return `p50 ${figures.p50} ms  p95 ${figures.p95} ms  p99 ${figures.p99} ms`;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('give a number above 0');
  return value;
}

function positiveWhole(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('give a whole number above 0');
  return value;
}
