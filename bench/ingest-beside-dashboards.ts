import { refreshWaitMs } from '@/components/admin/polling';
import { createRng } from '@/lib/common/rng';
import { makeRequests } from './batches';
import { type BenchServer, median } from './harness';
import { overLake } from './lake-server';
import { rangeOf } from './linked-lake';
import { type OpenMeasurement, offer } from './open-loop';
import type { BenchRun, Verdict } from './verdict';

/** Far below what the collector can take: the bench is about who is in its way. */
const RATE = 300;
const BUDGET_RATIO = 2;
/** What each of the four dashboards asks for, over and over. */
const DASHBOARDS: readonly (readonly string[])[] = [
  ['overview', 'overview_series'],
  ['funnel'],
  ['products', 'product_pairs'],
  ['engagement', 'engagement_hours', 'engagement_depth', 'stickiness'],
];

/**
 * How long the shipped server takes to acknowledge an event at a steady rate while four dashboards are
 * opened and refresh over millions of events, against the same with nobody looking.
 */
export async function benchIngestBesideDashboards(
  { rounds, seconds, seed, report }: BenchRun,
  millions: number,
): Promise<Verdict[]> {
  return overLake(millions, report, async (server, cookie) => {
    const rng = createRng(seed);
    const runs = { idle: [] as OpenMeasurement[], beside: [] as OpenMeasurement[] };
    const load = { rate: RATE, seconds };
    await offer(server, makeRequests(1, rng), { rate: RATE, seconds: Math.min(4, seconds) });
    // Opens the lake's files, which is done once and not what is measured.
    const first = openDashboards(server, cookie);
    await first.answered;
    await first.close();
    let refreshes = 0;
    for (let round = 1; round <= rounds; round++) {
      runs.idle.push(accepted(await offer(server, makeRequests(1, rng), load)));
      const open = openDashboards(server, cookie);
      runs.beside.push(accepted(await offer(server, makeRequests(1, rng), load)));
      refreshes += open.answers();
      await open.close();
      const [idle, beside] = [runs.idle.at(-1)?.p99Ms ?? 0, runs.beside.at(-1)?.p99Ms ?? 0];
      report(`round ${round} of ${rounds}: p99 ${idle.toFixed(1)} ms, beside ${beside.toFixed(1)}`);
    }
    if (refreshes === 0) throw new Error('no dashboard was refreshed while events came in');
    return [judge(runs, millions, refreshes)];
  });
}

function judge(
  runs: { readonly idle: OpenMeasurement[]; readonly beside: OpenMeasurement[] },
  millions: number,
  refreshes: number,
): Verdict {
  const p99 = (some: OpenMeasurement[]) => median(some.map(({ p99Ms }) => p99Ms));
  const p50 = (some: OpenMeasurement[]) => median(some.map(({ p50Ms }) => p50Ms));
  const [idle, beside] = [p99(runs.idle), p99(runs.beside)];
  return {
    what: `acks at ${RATE} req/s beside four dashboards over ${millions} M events, p99 (${refreshes} reports answered)`,
    ours: `${beside.toFixed(1)} ms (p50 ${p50(runs.beside).toFixed(1)} ms)`,
    yardstick: `with nobody looking: ${idle.toFixed(1)} ms (p50 ${p50(runs.idle).toFixed(1)} ms)`,
    ratio: beside / idle,
    budget: `≤ ${BUDGET_RATIO} × idle`,
    met: beside <= BUDGET_RATIO * idle,
  };
}

/** @throws where not all were accepted: those who were turned away waited for nothing. */
function accepted(run: OpenMeasurement): OpenMeasurement {
  if (run.accepted < run.offered)
    throw new Error(`of ${run.offered} requests ${run.accepted} were accepted`);
  return run;
}

/** Asks as open pages do: each report by itself, at the pace that a page asks again. */
function openDashboards({ url }: BenchServer, cookie: string) {
  const closing = new AbortController();
  let answers = 0;
  let failure: unknown = null;
  const follow = async (name: string, firstAnswered: () => void) => {
    for (let turn = 0; !closing.signal.aborted; turn++) {
      const path = `/api/admin/reports/${name}?${rangeOf(turn)}&compare=before`;
      const response = await fetch(url + path, { headers: { cookie }, signal: closing.signal });
      const body = (await response.json()) as { elapsed_ms: number };
      if (!response.ok) throw new Error(`${name} answered ${response.status}`);
      answers += 1;
      firstAnswered();
      await pause(refreshWaitMs(body.elapsed_ms), closing.signal);
    }
  };
  const follows: Promise<void>[] = [];
  const firsts = DASHBOARDS.flat().map(
    (name) =>
      new Promise<void>((answered) => {
        const over = follow(name, answered).catch((error) => {
          if (!closing.signal.aborted) failure = error;
          answered();
        });
        follows.push(over);
      }),
  );
  return {
    answered: Promise.all(firsts),
    answers: () => answers,
    async close() {
      closing.abort();
      await Promise.all(follows);
      if (failure) throw failure;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
