import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toIso } from '@/lib/common/clock';
import { createRng, type Rng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { RAW_EVENTS } from '@/lib/lake/layout';
import {
  type BenchRequest,
  type BenchServer,
  benchFolder,
  drive,
  type Measurement,
  median,
  startServer,
} from './harness';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 4;
/** Bodies sent in turn; enough that no two requests in flight are alike. */
const BODIES = 256;
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

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
      args: [options.server, '--live', '0'],
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

function makeRequests(eventsPerRequest: number, rng: Rng): BenchRequest[] {
  const now = Date.now();
  const fill = (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(rng() * 256);
  };
  const visit = () => ({ user: uuidV7(now, fill), session: uuidV7(now, fill) });
  return Array.from({ length: BODIES }, () => {
    const { user, session } = visit();
    const batch: EventBatch = {
      v: 1,
      batch_id: uuidV7(now, fill),
      sent_at: toIso(now),
      context: { user_agent: USER_AGENT, time_zone: 'Europe/Dublin', touch: false, store: 'idb' },
      events: Array.from(
        { length: eventsPerRequest },
        (_, index): WireEvent => ({
          user_id: user,
          session_id: session,
          event_type: index % 4 === 3 ? 'click' : 'view',
          page: 'category',
          product_id: null,
          timestamp: toIso(now - index * 1000),
          referrer_url: 'https://www.google.com/',
          user_type: 'new',
          event_id: uuidV7(now - index * 1000, fill),
          tab_id: 'abcd1234',
          seq: index + 1,
          page_url: '/c/home?sort=price',
          ...(index % 4 === 3 && { element: 'product_tile', position: 3 }),
        }),
      ),
    };
    return {
      method: 'POST',
      path: '/api/events',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    };
  });
}

async function countLines(folder: string): Promise<number> {
  let lines = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    for await (const chunk of createReadStream(join(entry.parentPath, entry.name))) {
      const bytes: Buffer = chunk;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
    }
  }
  return lines;
}
