import { join } from 'node:path';
import { createRng } from '@/lib/common/rng';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { countLines, makeRequests } from './batches';
import { benchFolder, drive, median, startServer } from './harness';
import { type OpenMeasurement, offer } from './open-loop';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const P50_BUDGET_MS = 5;
const P99_BUDGET_MS = 30;
const WARM_UP_SECONDS = 4;

/** How long the shipped server takes to acknowledge one event at half of what it can do. */
export async function benchLatency({
  rounds,
  seconds,
  seed,
  report,
}: BenchRun): Promise<Verdict[]> {
  const folder = benchFolder();
  const server = await startServer({
    name: 'ours',
    args: ['dist/main.js', '--live', '0'],
    env: { FOOTFALL_DATA_DIR: folder.path, FOOTFALL_RATE_LIMIT: 'off' },
  });
  try {
    const rng = createRng(seed);
    const closed = { connections: 32, seconds: WARM_UP_SECONDS };
    const warm = await drive(server, makeRequests(1, rng), closed);
    const peak = await drive(server, makeRequests(1, rng), closed);
    let acked = warm.answered + peak.answered;
    const runs: OpenMeasurement[] = [];
    for (let round = 1; round <= rounds; round++) {
      report(`half load, round ${round} of ${rounds}`);
      const rate = peak.requestsPerSecond / 2;
      const run = await offer(server, makeRequests(1, rng), { rate, seconds });
      if (run.accepted < run.offered) {
        throw new Error(`of ${run.offered} requests at half load ${run.accepted} were accepted`);
      }
      acked += run.accepted;
      runs.push(run);
    }
    await server.stop();
    const stored = await countLines(join(folder.path, RAW_EVENTS));
    if (stored < acked) throw new Error(`acknowledged ${acked} events and stored ${stored}`);
    const p50 = median(runs.map(({ p50Ms }) => p50Ms));
    const p99 = median(runs.map(({ p99Ms }) => p99Ms));
    const load = perSecond(median(runs.map(({ acceptedPerSecond }) => acceptedPerSecond)), 'req');
    return [
      absolute(`ack latency at half load (${load}), p50`, p50, P50_BUDGET_MS),
      absolute('ack latency at half load, p99', p99, P99_BUDGET_MS),
    ];
  } finally {
    await server.stop();
    folder.remove();
  }
}

function absolute(what: string, ms: number, budget: number): Verdict {
  return {
    what,
    ours: `${ms.toFixed(1)} ms`,
    yardstick: null,
    ratio: null,
    budget: `≤ ${budget} ms`,
    met: ms <= budget,
  };
}
