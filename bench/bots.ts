import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Percentiles } from '@/lib/audit/percentiles';
import { SECOND_MS } from '@/lib/common/clock';
import { SERVER_FLAGS } from '@/server/flags.mjs';
import { type BenchServer, benchFolder, median, startServer } from './harness';
import { treeOf } from './process-tree';
import type { BenchRun, Verdict } from './verdict';

const SHOPPERS_A_CORE = 10;
/** Later than this after its planned time, an act is not at human speed any more. */
const LATE_BUDGET_MS = 1_000;
/** Beginning one a second, as people come, and not all at once. */
const BEGIN_A_MINUTE = 60;
const LOOK_EVERY_MS = 3 * SECOND_MS;
/** Of one shopper in a browser of their own. */
const ALONE_SECONDS = 24;
const MIB = 1024 * 1024;

interface Summary {
  readonly shoppers: number;
  readonly visits: number;
  readonly acts: number;
  readonly captured: number;
  readonly acked: number;
  readonly rejected: number;
  readonly troubles: number;
  readonly lastTrouble: string | null;
  readonly late_ms: Percentiles | null;
}

interface Load {
  readonly summary: Summary;
  /** CPU seconds a second, once all are in the shop. */
  readonly browserCpu: number;
  readonly driverCpu: number;
  readonly serverCpu: number;
  readonly browserBytes: number;
  readonly driverBytes: number;
}

/**
 * Shoppers at human speed, with pictures, in one browser on one core; the server has another. What a
 * shopper costs says how many of them a core bears, and how late they act whether it bore these.
 */
export async function benchBots(run: BenchRun, shoppers: number): Promise<Verdict[]> {
  const { seconds, seed, report } = run;
  const folder = benchFolder();
  const root = join(folder.path, 'data');
  const server = await startServer({
    name: 'ours',
    args: [...SERVER_FLAGS, 'dist/main.js', '--live', '0'],
    env: { FOOTFALL_DATA_DIR: root },
  });
  try {
    report('one shopper in a browser of their own');
    const alone = await play(root, server, { shoppers: 1, seconds: ALONE_SECONDS, seed });
    report(`${shoppers} shoppers in one browser for ${seconds} s`);
    const load = await play(root, server, { shoppers, seconds, seed });
    return [
      enough(load, shoppers, seconds),
      onTime(load.summary, shoppers),
      memory(load, alone, shoppers),
    ];
  } finally {
    await server.stop();
    folder.remove();
  }
}

async function play(
  root: string,
  server: BenchServer,
  { shoppers, seconds, seed }: { shoppers: number; seconds: number; seed: number },
): Promise<Load> {
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', 'cli/bots.ts', '--json', '--base-url', server.url],
      // More than can come and go in this time: there is always somebody to take a place.
      ...['--shoppers', String(shoppers * 100), '--concurrency', String(shoppers)],
      ...['--rate', String(BEGIN_A_MINUTE), '--duration', String(seconds), '--seed', String(seed)],
    ],
    { env: { ...process.env, FOOTFALL_DATA_DIR: root }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = summaryOf(child);
  const fillMs = (shoppers / BEGIN_A_MINUTE) * 60 * SECOND_MS + 2 * LOOK_EVERY_MS;
  const looks = await watch(child, server, seconds * SECOND_MS, fillMs);
  const summary = await ended;
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || first === last) {
    throw new Error(`${seconds} s are too short to look at ${shoppers} shoppers`);
  }
  const passed = (last.at - first.at) / SECOND_MS;
  const rate = (of: (look: Look) => number) => (of(last) - of(first)) / passed;
  return {
    summary,
    browserCpu: rate(({ browser }) => browser.cpuSeconds),
    driverCpu: rate(({ rest }) => rest.cpuSeconds),
    serverCpu: rate(({ serverSeconds }) => serverSeconds),
    browserBytes: median(looks.map(({ browser }) => browser.pssBytes)),
    driverBytes: median(looks.map(({ rest }) => rest.pssBytes)),
  };
}

type Look = ReturnType<typeof treeOf> & { readonly at: number; readonly serverSeconds: number };

/** Looks at the processes from when all shoppers have come until shortly before they go. */
async function watch(
  child: ChildProcess,
  server: BenchServer,
  durationMs: number,
  fillMs: number,
): Promise<Look[]> {
  const looks: Look[] = [];
  let begun: number | null = null;
  while (child.exitCode === null && child.signalCode === null) {
    await wait(LOOK_EVERY_MS);
    const tree = treeOf(child.pid ?? 0);
    const now = performance.now();
    if (tree.browser.processes === 0) continue;
    begun ??= now;
    const since = now - begun;
    if (since < fillMs) continue;
    if (since > durationMs - 2 * LOOK_EVERY_MS) break;
    looks.push({ ...tree, at: now, serverSeconds: server.cpuSeconds() ?? 0 });
  }
  return looks;
}

function summaryOf(child: ChildProcess): Promise<Summary> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      // 1: something was not answered, or a way not found, which is judged here.
      if (code === 0 || code === 1) resolve(JSON.parse(output));
      else reject(new Error(`npm run bots ended with code ${code}`));
    });
  });
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const mib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;

function enough(load: Load, shoppers: number, seconds: number): Verdict {
  const { browserCpu, driverCpu, serverCpu, summary } = load;
  const { visits, acts } = summary;
  const borne = Math.floor(shoppers / (browserCpu + driverCpu));
  return {
    what: `${shoppers} shoppers at human speed, with pictures, for ${seconds} s: ${visits} visits ended, ${acts} acts`,
    ours: `${borne} shoppers a core; browser ${percent(browserCpu)}, its driver ${percent(driverCpu)} of it, the server ${percent(serverCpu)} of another`,
    yardstick: null,
    ratio: null,
    budget: `≥ ${SHOPPERS_A_CORE} a core`,
    met: borne >= SHOPPERS_A_CORE,
  };
}

function onTime(summary: Summary, shoppers: number): Verdict {
  const { late_ms: late, troubles, lastTrouble, captured, acked, rejected } = summary;
  const open = captured - acked - rejected;
  const wrong = troubles > 0 ? `; ${troubles} troubles, the last: ${lastTrouble}` : '';
  return {
    what: `${shoppers} shoppers: from the planned moment of an act to the act${wrong}`,
    ours: late
      ? `p50 ${late.p50} ms, p95 ${late.p95} ms, p99 ${late.p99} ms; ${open} of ${captured} events not answered`
      : 'nobody acted',
    yardstick: null,
    ratio: null,
    budget: `p95 ≤ ${LATE_BUDGET_MS} ms, and all answered`,
    met: late !== null && late.p95 <= LATE_BUDGET_MS && open === 0 && troubles === 0,
  };
}

function memory(load: Load, alone: Load, shoppers: number): Verdict {
  const each = load.browserBytes / shoppers;
  return {
    what: 'memory of the browser’s processes a shopper (PSS)',
    ours: `${mib(each)}, ${mib(load.browserBytes)} in all, and ${mib(load.driverBytes)} of the driver`,
    yardstick: `a browser per shopper: ${mib(alone.browserBytes)}`,
    ratio: each / alone.browserBytes,
    budget: 'stated; less than a browser per shopper',
    met: each < alone.browserBytes,
  };
}
