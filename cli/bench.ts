import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { benchAdminJs } from '@/bench/admin-js';
import { benchAthena } from '@/bench/athena';
import { benchAudit } from '@/bench/audit';
import { benchBackfill } from '@/bench/backfill';
import { benchBots } from '@/bench/bots';
import { type BenchSide, benchCollector } from '@/bench/collector';
import { benchConsole } from '@/bench/console';
import { benchDashboards } from '@/bench/dashboards';
import { benchFirehose } from '@/bench/firehose';
import { benchFreshness } from '@/bench/freshness';
import { pinClient } from '@/bench/harness';
import { benchIngestBesideDashboards } from '@/bench/ingest-beside-dashboards';
import { benchLatency } from '@/bench/latency';
import { benchLighthouse } from '@/bench/lighthouse';
import { benchNextRoute } from '@/bench/next-route';
import { benchOverload } from '@/bench/overload';
import { benchPlan } from '@/bench/plan';
import { benchProducer } from '@/bench/producer';
import { benchReports } from '@/bench/reports';
import { benchStorefrontJs } from '@/bench/storefront-js';
import { benchTracker, type Cost, PEERS } from '@/bench/tracker';
import { TRACKER_BUDGET_BYTES } from '@/bench/tracker-size';
import type { BenchRun, Verdict } from '@/bench/verdict';
import { findChromium } from './chromium';
import { settingsOrExit } from './settings-or-exit';

/** The collector's budget: at least half of what the bare durable server does. */
const COLLECTOR_BUDGET = 0.5;
/** Main-thread milliseconds an event, at the 95th percentile. */
const TRACKER_BUDGET_MS = 1;

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('a whole number from 1');
  return value;
};

const program = new Command('npm run bench --').description(
  'Measures against a yardstick in the same run; exits 1 where a budget is missed.',
);

program
  .command('collector')
  .description('events stored durably, against bare node:http + append + fdatasync')
  .option('--server <script>', 'the built server', 'dist/main.js')
  .option('--rounds <n>', 'turns of each server', positive, 3)
  .option('--seconds <n>', 'length of a turn', positive, 5)
  .option('--seed <n>', 'seed of the events', Number, 1)
  .option('--json', 'print the result as JSON', false)
  .action(collector);

/** Benches that judge themselves. */
const JUDGED: Readonly<
  Record<
    string,
    {
      doc: string;
      rounds?: number;
      seconds?: number;
      pages?: boolean;
      allCores?: true;
      run(options: BenchRun): Promise<Verdict[]>;
    }
  >
> = {
  'next-route': {
    doc: "the collector through Next's own route, against an empty route",
    run: benchNextRoute,
  },
  latency: { doc: 'time to an acknowledgement at half load', run: benchLatency },
  freshness: { doc: 'from a click to the report and to the open dashboard', run: benchFreshness },
  overload: { doc: 'goodput, memory and recovery under too much load', run: benchOverload },
  plan: { doc: 'planned events a second, one core', run: benchPlan },
  producer: {
    doc: 'the producer over HTTP at 20,000 events a second, and the audit of what it sent',
    run: benchProducer,
    seconds: 20,
  },
  backfill: {
    doc: "history into the lake, beside DuckDB's own SQL doing only the writing",
    run: benchBackfill,
    allCores: true,
  },
  athena: { doc: "the Athena driver's own time a query", run: benchAthena },
  firehose: {
    doc: 'what the Firehose driver costs and takes, and how it treats a stream that is throttled',
    run: benchFirehose,
  },
  'storefront-js': {
    doc: 'JavaScript of the first load of each type of page, against the smallest page there is',
    run: benchStorefrontJs,
  },
  'admin-js': {
    doc: 'JavaScript of the first load of each page of the admin, likewise',
    run: benchAdminJs,
  },
  lighthouse: {
    doc: 'Lighthouse on a phone, against the smallest page there is',
    run: benchLighthouse,
    rounds: 5,
    pages: true,
    // A browser made to share its core with what measures it runs scripts before it paints.
    allCores: true,
  },
};

for (const [name, bench] of Object.entries(JUDGED)) {
  const described = program.command(name).description(bench.doc);
  if (bench.pages) described.option('--only <pages...>', 'these pages alone, by name');
  described
    .option('--rounds <n>', 'turns of each server', positive, bench.rounds ?? 3)
    .option('--seconds <n>', 'length of a turn', positive, bench.seconds ?? 10)
    .option('--seed <n>', 'seed of the events', Number, 1)
    .option('--json', 'print the result as JSON', false)
    .action((options) => judged(name, options));
}

program
  .command('reports')
  .description('the reports over millions of events, from the modelled tables and as plain SQL')
  .option('--rounds <n>', 'turns of five ranges and filters', positive, 3)
  .option('--seed <n>', 'seed of the ranges', Number, 1)
  .option('--millions <n>', 'events in the lake, which is made once', positive, 10)
  .option('--only <names>', 'reports by name, comma-separated, or all')
  .option('--json', 'print the result as JSON', false)
  .action(({ millions, only, ...options }) => {
    const run = (more: BenchRun) => benchReports(more, millions, only?.split(','));
    return judged('reports', { ...options, seconds: 0 }, run);
  });

program
  .command('dashboards')
  .description('from a navigation to all numbers of a dashboard, over millions of events')
  .option('--rounds <n>', 'turns of three visits each', positive, 3)
  .option('--millions <n>', 'events in the lake, which is made once', positive, 10)
  .option('--json', 'print the result as JSON', false)
  .action(({ millions, ...options }) => {
    const run = (more: BenchRun) => benchDashboards(more, millions);
    return judged('dashboards', { ...options, seconds: 0, seed: 1 }, run, true);
  });

program
  .command('ingest-beside-dashboards')
  .description('time to an acknowledgement while four dashboards refresh, against nobody looking')
  .option('--rounds <n>', 'turns of each', positive, 3)
  .option('--seconds <n>', 'length of a turn', positive, 20)
  .option('--seed <n>', 'seed of the events', Number, 1)
  .option('--millions <n>', 'events in the lake, which is made once', positive, 10)
  .option('--json', 'print the result as JSON', false)
  .action(({ millions, ...options }) => {
    const run = (more: BenchRun) => benchIngestBesideDashboards(more, millions);
    return judged('ingest-beside-dashboards', options, run);
  });

program
  .command('console')
  .description(
    'the SQL console: its first row, a whole answer, and ingest beside its heaviest query',
  )
  .option('--rounds <n>', 'turns of each', positive, 3)
  .option('--seconds <n>', 'length of a turn', positive, 15)
  .option('--seed <n>', 'seed of the events', Number, 1)
  .option('--millions <n>', 'events in the lake, which is made once', positive, 10)
  .option('--json', 'print the result as JSON', false)
  .action(({ millions, ...options }) => {
    const run = (more: BenchRun) => benchConsole(more, millions);
    return judged('console', options, run);
  });

program
  .command('audit')
  .description("an audit of a producer's run of millions, with some events lost, altered, doubled")
  .option('--rounds <n>', 'audits of the run', positive, 1)
  .option('--seed <n>', 'seed of the run', Number, 1)
  .option('--millions <n>', 'events of the run, which is made anew', positive, 10)
  .option('--json', 'print the result as JSON', false)
  .action(({ millions, ...options }) => {
    const run = (more: BenchRun) => benchAudit(more, millions);
    return judged('audit', { ...options, seconds: 0 }, run, true);
  });

program
  .command('bots')
  .description('shoppers at human speed that one core bears, and the memory of each')
  .option('--shoppers <n>', 'how many at once', positive, 12)
  .option('--seconds <n>', 'for so long', positive, 90)
  .option('--seed <n>', 'seed of the shoppers', Number, 1)
  .option('--json', 'print the result as JSON', false)
  .action(({ shoppers, ...options }) => {
    const run = (more: BenchRun) => benchBots(more, shoppers);
    return judged('bots', { ...options, rounds: 1 }, run);
  });

program
  .command('tracker')
  .description('the weight of the tracker beside its peers, and what an event costs the page')
  .option('--events <n>', 'acts measured', positive, 150)
  .option('--json', 'print the result as JSON', false)
  .action(tracker);

await program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

async function judged(
  name: string,
  options: Omit<BenchRun, 'report'> & { readonly json: boolean },
  run = JUDGED[name]?.run,
  allCores: boolean = JUDGED[name]?.allCores ?? false,
): Promise<void> {
  const pinned = allCores || pinClient();
  const report = (text: string) => {
    if (!options.json) console.error(pc.dim(text));
  };
  const verdicts = (await run?.({ ...options, report })) ?? [];
  if (verdicts.some(({ met }) => !met)) process.exitCode = 1;
  if (options.json) {
    console.log(JSON.stringify({ bench: name, pinned, verdicts }));
    return;
  }
  for (const { what, ours, yardstick, ratio, budget, met } of verdicts) {
    console.log(what);
    console.log(`  ours ${ours}${yardstick ? `; ${yardstick}` : ''}`);
    const share = ratio === null ? '' : `ratio ${ratio.toFixed(2)}; `;
    console.log(`  ${share}budget ${budget} ${met ? pc.green('met') : pc.red('missed')}`);
  }
  if (!pinned) console.log('Server and client shared cores: taskset or a second core is missing.');
}

interface CollectorOptions {
  readonly server: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
  readonly json: boolean;
}

async function collector(options: CollectorOptions): Promise<void> {
  const pinned = pinClient();
  const report = (text: string) => {
    if (!options.json) console.error(pc.dim(text));
  };
  const rows = await benchCollector({ ...options, report });
  if (rows.some((row) => row.ratio < COLLECTOR_BUDGET)) process.exitCode = 1;
  if (options.json) {
    console.log(JSON.stringify({ bench: 'collector', pinned, budget: COLLECTOR_BUDGET, rows }));
    return;
  }
  const rate = (value: number) => Math.round(value).toLocaleString('en');
  const line = (name: string, side: BenchSide, events: number) => {
    const cpu = side.serverCpu === null ? '' : `, ${Math.round(side.serverCpu * 100)} % of a core`;
    return `  ${name.padEnd(9)} ${rate(side.requestsPerSecond)} req/s (${rate(side.min)} to ${rate(side.max)}) = ${rate(side.requestsPerSecond * events)} events/s, p50 ${side.p50Ms} ms, p99 ${side.p99Ms} ms${cpu}`;
  };
  for (const { eventsPerRequest, ours, yardstick, ratio, acknowledged, stored } of rows) {
    const verdict = ratio < COLLECTOR_BUDGET ? pc.red('missed') : pc.green('met');
    console.log(`${eventsPerRequest} event(s) a request`);
    console.log(line('ours', ours, eventsPerRequest));
    console.log(line('yardstick', yardstick, eventsPerRequest));
    console.log(`  ratio     ${ratio.toFixed(2)}; budget ${COLLECTOR_BUDGET} ${verdict}`);
    console.log(`  stored    ${rate(stored)} of ${rate(acknowledged)} acknowledged events`);
  }
  if (!pinned) console.log('Server and client shared cores: taskset or a second core is missing.');
}

async function tracker({ events, json }: { events: number; json: boolean }): Promise<void> {
  const chromium = await findChromium(settingsOrExit().FOOTFALL_CHROMIUM);
  const report = (text: string) => {
    if (!json) console.error(pc.dim(text));
  };
  const result = await benchTracker({ chromium, events, report });
  const { size, debugOverlay, script, tasks } = result;
  const light = size.gzip <= TRACKER_BUDGET_BYTES;
  const quick = script.p95Ms <= TRACKER_BUDGET_MS;
  if (!light || !quick) process.exitCode = 1;
  if (json) {
    const budget = { gzip: TRACKER_BUDGET_BYTES, p95Ms: TRACKER_BUDGET_MS };
    console.log(JSON.stringify({ bench: 'tracker', budget, peers: PEERS, ...result }));
    return;
  }
  const verdict = (met: boolean) => (met ? pc.green('met') : pc.red('missed'));
  const row = (name: string, gzip: number, queue: string) =>
    `  ${name.padEnd(36)} ${gzip.toLocaleString('en').padStart(8)} B  ${queue}`;
  console.log('gzip -9, all that is loaded at once; queue that outlives the page');
  console.log(pc.bold(row('footfall', size.gzip, 'IndexedDB')));
  for (const peer of PEERS) console.log(row(peer.name, peer.gzip, peer.queue));
  console.log(`  budget ${TRACKER_BUDGET_BYTES.toLocaleString('en')} B ${verdict(light)}`);
  console.log(
    `  on demand: debug overlay ${debugOverlay.gzip.toLocaleString('en')} B, React aside`,
  );
  const cost = ({ p50Ms, p95Ms }: Cost) => `p50 ${p50Ms.toFixed(2)} ms, p95 ${p95Ms.toFixed(2)} ms`;
  console.log(`main thread an event, ${result.events} acts in Chromium ${result.browser}`);
  console.log(
    `  the tracker's code ${cost(script)}; budget ${TRACKER_BUDGET_MS} ms ${verdict(quick)}`,
  );
  console.log(`  with the browser's own work for it ${cost(tasks)}`);
}
