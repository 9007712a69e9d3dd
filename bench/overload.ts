import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '@/lib/common/rng';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { bytesBelow, countLines, makeRequests } from './batches';
import { type BenchRequest, type BenchServer, benchFolder, drive, startServer } from './harness';
import { type OpenMeasurement, offer } from './open-loop';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const SLOW_SINK_BUDGET = 0.9;
const CPU_BUDGET = 0.7;
const RECOVERY_BUDGET_MS = 5_000;
const MEMORY_BUDGET_MIB = 600;
const WARM_UP_SECONDS = 5;
/** Large enough that one client core can offer five times what one server core takes. */
const EVENTS_A_REQUEST = 20;
/** Enough to keep the server busy, and few enough that nothing waits in it for long. */
const PEAK_CONNECTIONS = 32;
/** Soon enough to count as recovered. */
const PROMPT_MS = 250;

interface Stage {
  readonly name: string;
  readonly run: OpenMeasurement;
}

/** The collector and lake under more than they can take, offered on time whatever comes back. */
export async function benchOverload(run: BenchRun): Promise<Verdict[]> {
  const folder = benchFolder();
  const rng = createRng(run.seed);
  const verdicts: Verdict[] = [];
  const start = (name: string, bytesPerSecond: number) => {
    const path = join(folder.path, name);
    mkdirSync(path);
    const args = ['--import', 'tsx', 'bench/slow-sink-server.ts', path, String(bytesPerSecond)];
    return startServer({ name, args });
  };
  const requests = () => makeRequests(EVENTS_A_REQUEST, rng);
  const stage = async (
    name: string,
    bytesPerSecond: number,
    rate: number,
    warmUp: boolean,
  ): Promise<Stage> => {
    run.report(`${name}: ${Math.round(rate)} req/s`);
    const server = await start(name, bytesPerSecond);
    try {
      let acked = 0;
      if (warmUp) {
        const warm = { connections: 32, seconds: WARM_UP_SECONDS };
        acked += (await drive(server, requests(), warm)).answered;
      }
      const measured = await offer(server, requests(), { rate, seconds: run.seconds });
      acked += measured.accepted;
      const recovered = await recovery(server, requests());
      const peakBytes = server.peakBytes();
      await server.stop();
      const stored = await countLines(join(folder.path, name, RAW_EVENTS));
      if (stored < acked * EVENTS_A_REQUEST) {
        throw new Error(`${name}: ${acked * EVENTS_A_REQUEST} acknowledged, ${stored} stored`);
      }
      verdicts.push(...steady(name, recovered, peakBytes));
      return { name, run: measured };
    } finally {
      await server.stop();
    }
  };

  try {
    const probe = await start('peak', 0);
    const about = await drive(probe, requests(), { connections: 32, seconds: WARM_UP_SECONDS });
    // By the same client as the stages: it never rests, which slows the server's core where the two
    // share one physical core.
    const peak = await offer(probe, requests(), {
      rate: about.requestsPerSecond * 2,
      seconds: run.seconds,
      maxConnections: PEAK_CONNECTIONS,
    });
    await probe.stop();
    const raw = join(folder.path, 'peak', RAW_EVENTS);
    const bytesALine = bytesBelow(raw) / (await countLines(raw));
    const rate = peak.acceptedPerSecond;

    const slowRate = rate / 10;
    const slow = await stage(
      'sink slowed to a tenth, ×5 of that',
      slowRate * EVENTS_A_REQUEST * bytesALine,
      slowRate * 5,
      false,
    );
    verdicts.push(goodput(slow, slowRate, SLOW_SINK_BUDGET, 'the slow sink'));
    const double = await stage('×2 of the CPU peak', 0, rate * 2, true);
    verdicts.push(goodput(double, rate, CPU_BUDGET, 'the peak'));
    const five = await stage('×5 of the CPU peak', 0, rate * 5, true);
    verdicts.push({
      what: `${five.name}: acknowledged and not stored`,
      ours: `0 of ${(five.run.accepted * EVENTS_A_REQUEST).toLocaleString('en')} events`,
      yardstick: null,
      ratio: five.run.acceptedPerSecond / rate,
      budget: '0',
      met: true, // Or the stage had thrown.
    });
    return verdicts;
  } finally {
    folder.remove();
  }
}

/** Milliseconds after which a request is again accepted promptly. */
async function recovery(server: BenchServer, requests: readonly BenchRequest[]): Promise<number> {
  const startedAt = Date.now();
  for (const { path, method, headers, body } of requests) {
    const sentAt = Date.now();
    const answer = await fetch(server.url + path, { method, headers, body });
    await answer.text();
    if (answer.status === 200 && Date.now() - sentAt <= PROMPT_MS) return sentAt - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${server.name} did not recover`);
}

function goodput(stage: Stage, capacity: number, budget: number, of: string): Verdict {
  const { run } = stage;
  const ratio = run.acceptedPerSecond / capacity;
  return {
    what: `${stage.name}: goodput (${run.offered.toLocaleString('en')} offered, ${run.accepted.toLocaleString('en')} accepted at p99 ${Math.round(run.p99Ms)} ms, ${run.shed.toLocaleString('en')} shed at p99 ${Math.round(run.shedP99Ms)} ms, ${run.failed.toLocaleString('en')} failed)`,
    ours: perSecond(run.acceptedPerSecond, 'req'),
    yardstick: `${of}: ${perSecond(capacity, 'req')}`,
    ratio,
    budget: `≥ ${budget}`,
    met: ratio >= budget,
  };
}

function steady(name: string, recoveredMs: number, peakBytes: number | null): Verdict[] {
  const recovery = {
    what: `${name}: recovered`,
    ours: `after ${(recoveredMs / 1000).toFixed(1)} s`,
    yardstick: null,
    ratio: null,
    budget: `< ${RECOVERY_BUDGET_MS / 1000} s`,
    met: recoveredMs < RECOVERY_BUDGET_MS,
  };
  if (peakBytes === null) return [recovery];
  const mib = peakBytes / 1024 / 1024;
  return [
    recovery,
    {
      what: `${name}: server memory at most`,
      ours: `${Math.round(mib)} MiB`,
      yardstick: null,
      ratio: null,
      budget: `< ${MEMORY_BUDGET_MIB} MiB`,
      met: mib < MEMORY_BUDGET_MIB,
    },
  ];
}
