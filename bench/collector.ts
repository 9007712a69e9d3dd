import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '@/lib/common/rng';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { SERVER_FLAGS } from '@/server/flags.mjs';
import { countLines, makeRequests } from './batches';
import {
  type BenchServer,
  benchFolder,
  drive,
  type Measurement,
  median,
  startServer,
} from './harness';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 4;

export interface CollectorBenchOptions {
  /** The script of the server under test, relative to the project. */
  readonly server: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
  readonly report: (text: string) => void;
}

export interface BenchSide {
  readonly requestsPerSecond: number;
  readonly min: number;
  readonly max: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly serverCpu: number | null;
}

export interface CollectorBenchRow {
  readonly eventsPerRequest: number;
  readonly ours: BenchSide;
  readonly yardstick: BenchSide;
  /** Median of ours over median of the yardstick's. */
  readonly ratio: number;
  /** Events answered as accepted, and lines then found in the files: the second may not be less. */
  readonly acknowledged: number;
  readonly stored: number;
}

/** The collector against the least a durable server can do, in turns, on the same disk and cores. */
export async function benchCollector(options: CollectorBenchOptions): Promise<CollectorBenchRow[]> {
  if (!existsSync(options.server)) {
    throw new Error(`${options.server} is not there: run npm run build first`);
  }
  const rows: CollectorBenchRow[] = [];
  for (const eventsPerRequest of [1, 20]) rows.push(await benchRow(options, eventsPerRequest));
  return rows;
}

async function benchRow(
  options: CollectorBenchOptions,
  eventsPerRequest: number,
): Promise<CollectorBenchRow> {
  const folder = benchFolder();
  const servers: BenchServer[] = [];
  try {
    const ours = await startServer({
      name: 'ours',
      args: [...SERVER_FLAGS, options.server, '--live', '0'],
      env: { FOOTFALL_DATA_DIR: join(folder.path, 'ours'), FOOTFALL_RATE_LIMIT: 'off' },
    });
    servers.push(ours);
    const yardstick = await startServer({
      name: 'yardstick',
      args: ['--import', 'tsx', 'bench/durable-append.ts', join(folder.path, 'yardstick.ndjson')],
    });
    servers.push(yardstick);

    const rng = createRng(options.seed);
    const results = { ours: [] as Measurement[], yardstick: [] as Measurement[] };
    let acknowledged = 0;
    const turn = async (server: BenchServer, seconds: number): Promise<Measurement> => {
      // Made anew for each turn: an old sent_at would count as a skewed clock.
      const requests = makeRequests(eventsPerRequest, rng);
      const measured = await drive(server, requests, { connections: CONNECTIONS, seconds });
      if (server === ours) acknowledged += measured.answered * eventsPerRequest;
      return measured;
    };
    await turn(ours, WARM_UP_SECONDS);
    await turn(yardstick, WARM_UP_SECONDS);
    for (let round = 1; round <= options.rounds; round++) {
      options.report(`${eventsPerRequest} event(s) a request, round ${round} of ${options.rounds}`);
      results.ours.push(await turn(ours, options.seconds));
      results.yardstick.push(await turn(yardstick, options.seconds));
    }
    while (servers.length > 0) await servers.pop()?.stop();

    const stored = await countLines(join(folder.path, 'ours', RAW_EVENTS));
    if (stored < acknowledged) {
      throw new Error(`ours acknowledged ${acknowledged} events and stored ${stored}`);
    }
    const sides = { ours: summarise(results.ours), yardstick: summarise(results.yardstick) };
    const ratio = sides.ours.requestsPerSecond / sides.yardstick.requestsPerSecond;
    return { eventsPerRequest, ...sides, ratio, acknowledged, stored };
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
}

function summarise(runs: readonly Measurement[]): BenchSide {
  const rates = runs.map((run) => run.requestsPerSecond);
  const cpus = runs.flatMap((run) => (run.serverCpu === null ? [] : [run.serverCpu]));
  return {
    requestsPerSecond: median(rates),
    min: Math.min(...rates),
    max: Math.max(...rates),
    p50Ms: median(runs.map((run) => run.p50Ms)),
    p99Ms: median(runs.map((run) => run.p99Ms)),
    serverCpu: cpus.length > 0 ? median(cpus) : null,
  };
}
