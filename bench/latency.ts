import { join } from 'node:path';
import { createRng } from '@/lib/common/rng';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { SERVER_FLAGS } from '@/server/flags.mjs';
import { countLines, makeRequests } from './batches';
import { type BenchServer, benchFolder, drive, median, startServer } from './harness';
import { type OpenMeasurement, offer } from './open-loop';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const P50_BUDGET_MS = 5;
const P99_BUDGET_MS = 30;
const WARM_UP_SECONDS = 4;

/**
 * How long the shipped server takes to acknowledge one event at half of what it can do; beside it the
 * bare durable server under the same load, which tells how much of it is this machine's disk and noise.
 */
export async function benchLatency({
  rounds,
  seconds,
  seed,
  report,
}: BenchRun): Promise<Verdict[]> {
  const folder = benchFolder();
  const servers: BenchServer[] = [];
  try {
    const ours = await startServer({
      name: 'ours',
      args: [...SERVER_FLAGS, 'dist/main.js', '--live', '0'],
      env: { FOOTFALL_DATA_DIR: join(folder.path, 'ours'), FOOTFALL_RATE_LIMIT: 'off' },
    });
    servers.push(ours);
    const yardstick = await startServer({
      name: 'yardstick',
      args: ['--import', 'tsx', 'bench/durable-append.ts', join(folder.path, 'yardstick.ndjson')],
    });
    servers.push(yardstick);
    const rng = createRng(seed);
    const closed = { connections: 32, seconds: WARM_UP_SECONDS };
    await drive(yardstick, makeRequests(1, rng), closed);
    const warm = await drive(ours, makeRequests(1, rng), closed);
    const peak = await drive(ours, makeRequests(1, rng), closed);
    let acked = warm.answered + peak.answered;
    const load = { rate: peak.requestsPerSecond / 2, seconds };
    const runs = { ours: [] as OpenMeasurement[], yardstick: [] as OpenMeasurement[] };
    for (let round = 1; round <= rounds; round++) {
      report(`half load, round ${round} of ${rounds}`);
      const run = await offer(ours, makeRequests(1, rng), load);
      if (run.accepted < run.offered) {
        throw new Error(`of ${run.offered} requests at half load ${run.accepted} were accepted`);
      }
      acked += run.accepted;
      runs.ours.push(run);
      runs.yardstick.push(await offer(yardstick, makeRequests(1, rng), load));
    }
    while (servers.length > 0) await servers.pop()?.stop();
    const stored = await countLines(join(folder.path, 'ours', RAW_EVENTS));
    if (stored < acked) throw new Error(`acknowledged ${acked} events and stored ${stored}`);
    const half = perSecond(load.rate, 'req');
    return [
      judge(`ack latency at half load (${half}), p50`, runs, ({ p50Ms }) => p50Ms, P50_BUDGET_MS),
      judge('ack latency at half load, p99', runs, ({ p99Ms }) => p99Ms, P99_BUDGET_MS),
    ];
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
}

function judge(
  what: string,
  runs: { readonly ours: OpenMeasurement[]; readonly yardstick: OpenMeasurement[] },
  msOf: (run: OpenMeasurement) => number,
  budget: number,
): Verdict {
  const [ours, yardstick] = [median(runs.ours.map(msOf)), median(runs.yardstick.map(msOf))];
  return {
    what,
    ours: `${ours.toFixed(1)} ms`,
    yardstick: `the bare durable server: ${yardstick.toFixed(1)} ms`,
    ratio: ours / yardstick,
    budget: `≤ ${budget} ms`,
    met: ours <= budget,
  };
}
