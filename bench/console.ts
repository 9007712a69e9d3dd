import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createRng } from '@/lib/common/rng';
import type { ConsoleLine } from '@/lib/console/console-document';
import { makeRequests } from './batches';
import { type BenchServer, median } from './harness';
import { overLake } from './lake-server';
import { type OpenMeasurement, offer } from './open-loop';
import type { BenchRun, Verdict } from './verdict';

/** Far below what the collector can take: the bench is about who is in its way. */
const RATE = 300;
const FIRST_ROW_BUDGET_MS = 100;
const INGEST_BUDGET = 2;
/** What the server may hold more than before, while it hands a whole answer on. */
const SERVER_BUDGET_MB = 150;
/** What the limit of a query's process is. */
const CHILD_BUDGET_MB = 1_250;
const QUESTIONS_A_ROUND = 5;
const LOOK_EVERY_MS = 20;
const MB = 1024 * 1024;

const FEW = 'SELECT event_type, count(*) AS n FROM events GROUP BY 1';
const MANY = 'SELECT * FROM events LIMIT 100000';
/** Joins all with all, and is killed at its limit. */
const HEAVIEST = `SELECT count(*) FROM events a JOIN events b ON a.page = b.page
  JOIN events c ON b.page = c.page WHERE (a.event_ms + b.event_ms) % 1009 = c.event_ms % 1009`;

/** The console of the shipped server over millions of events. */
export async function benchConsole(
  { rounds, seconds, seed, report }: BenchRun,
  millions: number,
): Promise<Verdict[]> {
  return overLake(millions, report, async (server, cookie) => [
    await firstRow(server, cookie, rounds * QUESTIONS_A_ROUND, report),
    ...(await wholeAnswer(server, cookie)),
    await besideHeaviest(server, cookie, { rounds, seconds, seed, report }),
  ]);
}

async function firstRow(
  server: BenchServer,
  cookie: string,
  times: number,
  report: (text: string) => void,
): Promise<Verdict> {
  const beyond: number[] = [];
  for (let n = 0; n <= times; n++) {
    await waiting();
    const { firstRowMs, elapsedMs, problem } = await ask(server, cookie, FEW);
    if (problem) throw new Error(`not answered: ${problem}`);
    // The first opens files that the system has not read yet.
    if (n > 0) beyond.push(firstRowMs - elapsedMs);
  }
  report(`first row beyond the engine: ${beyond.map(Math.round).join(' ')} ms`);
  const ours = median(beyond);
  return {
    what: `first row of the console beyond the engine's own time, ${times} questions`,
    ours: `p50 ${ours.toFixed(0)} ms (${Math.min(...beyond).toFixed(0)} to ${Math.max(...beyond).toFixed(0)})`,
    yardstick: null,
    ratio: null,
    budget: `≤ ${FIRST_ROW_BUDGET_MS} ms`,
    met: ours <= FIRST_ROW_BUDGET_MS,
  };
}

async function wholeAnswer(server: BenchServer, cookie: string): Promise<Verdict[]> {
  await waiting();
  const before = server.peakBytes() ?? 0;
  let child = 0;
  const looking = setInterval(() => {
    child = Math.max(child, ...childrenBytes());
  }, LOOK_EVERY_MS);
  const { rows, bytes, totalMs, problem } = await ask(server, cookie, MANY).finally(() =>
    clearInterval(looking),
  );
  if (problem) throw new Error(`not answered: ${problem}`);
  const more = ((server.peakBytes() ?? 0) - before) / MB;
  const size = `${rows.toLocaleString('en')} rows, ${(bytes / MB).toFixed(0)} MB in ${(totalMs / 1000).toFixed(1)} s`;
  const judged = (what: string, megabytes: number, most: number): Verdict => ({
    what: `${what}, ${size}`,
    ours: `${megabytes.toFixed(0)} MB`,
    yardstick: null,
    ratio: null,
    budget: `≤ ${most} MB`,
    met: megabytes <= most,
  });
  return [
    judged('what the server holds more at its peak for a whole answer', more, SERVER_BUDGET_MB),
    judged('what the process of the question holds at most', child / MB, CHILD_BUDGET_MB),
  ];
}

async function besideHeaviest(
  server: BenchServer,
  cookie: string,
  { rounds, seconds, seed, report }: BenchRun,
): Promise<Verdict> {
  const rng = createRng(seed);
  const runs = { idle: [] as OpenMeasurement[], beside: [] as OpenMeasurement[] };
  const load = { rate: RATE, seconds };
  await offer(server, makeRequests(1, rng), { rate: RATE, seconds: Math.min(4, seconds) });
  for (let round = 1; round <= rounds; round++) {
    await waiting();
    runs.idle.push(await offer(server, makeRequests(1, rng), load));
    const asking = new AbortController();
    const heavy = Promise.all([
      heaviest(server, cookie, asking.signal),
      heaviest(server, cookie, asking.signal),
    ]);
    // What goes wrong is thrown where it is waited for, so that the server is stopped.
    heavy.catch(() => undefined);
    runs.beside.push(await offer(server, makeRequests(1, rng), load));
    asking.abort();
    const killed = (await heavy).reduce((sum, n) => sum + n, 0);
    const [idle, beside] = [runs.idle.at(-1)?.p99Ms ?? 0, runs.beside.at(-1)?.p99Ms ?? 0];
    report(
      `round ${round} of ${rounds}: p99 ${idle.toFixed(1)} ms, beside ${beside.toFixed(1)}, ${killed} killed at the limit`,
    );
  }
  const p99 = (some: OpenMeasurement[]) => median(some.map(({ p99Ms }) => p99Ms));
  const [idle, beside] = [p99(runs.idle), p99(runs.beside)];
  return {
    what: `acks at ${RATE} req/s beside two of the heaviest queries, p99`,
    ours: `${beside.toFixed(1)} ms`,
    yardstick: `with nobody asking: ${idle.toFixed(1)} ms`,
    ratio: beside / idle,
    budget: `≤ ${INGEST_BUDGET} × idle`,
    met: beside <= INGEST_BUDGET * idle,
  };
}

/** Asks the heaviest again and again; how often it was killed at its limit. */
async function heaviest(server: BenchServer, cookie: string, signal: AbortSignal): Promise<number> {
  let killed = 0;
  while (!signal.aborted) {
    try {
      const { problem } = await ask(server, cookie, HEAVIEST, signal);
      if (problem === 'timeout' || problem === 'memory') killed += 1;
      else throw new Error(`the heaviest query ended otherwise: ${problem}`);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return killed;
}

interface Asked {
  readonly firstRowMs: number;
  readonly totalMs: number;
  /** Of the engine alone. */
  readonly elapsedMs: number;
  readonly rows: number;
  readonly bytes: number;
  readonly problem: string | null;
}

async function ask(
  { url }: BenchServer,
  cookie: string,
  sql: string,
  signal?: AbortSignal,
): Promise<Asked> {
  const from = performance.now();
  const response = await fetch(`${url}/api/admin/console/queries`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ sql }),
    ...(signal && { signal }),
  });
  if (!response.ok || !response.body) throw new Error(`the console answered ${response.status}`);
  let [firstRowMs, elapsedMs, rows, bytes, text] = [0, 0, 0, 0, ''];
  let problem: string | null = null;
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    bytes += chunk.length;
    const lines = (text + decoder.decode(chunk, { stream: true })).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const told = JSON.parse(line) as ConsoleLine;
      if (told.kind === 'rows') {
        firstRowMs ||= performance.now() - from;
        rows += told.rows.length;
      }
      if (told.kind === 'end') elapsedMs = told.elapsedMs;
      if (told.kind === 'problem') problem = told.problem.code;
    }
  }
  return { firstRowMs, totalMs: performance.now() - from, elapsedMs, rows, bytes, problem };
}

/** Until the next process is there: it starts when the one before is used up. */
const waiting = () => pause(4_000);

/** Memory of the processes of questions, of which Linux tells. */
function childrenBytes(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (!command.includes('dist/duckdb-console-child.js')) return [];
        const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return kilobytes ? [Number(kilobytes) * 1024] : [];
      } catch {
        return []; // Gone since it was listed.
      }
    });
}
