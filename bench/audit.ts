import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Audit } from '@/lib/audit/audit';
import { SECOND_MS } from '@/lib/common/clock';
import { type MadeRun, makeRun, RUN_ID } from './audit-run';
import { benchFolder } from './harness';
import { processTree } from './process-peaks';
import { type BenchRun, perSecond, type Verdict } from './verdict';

/** Of ten million events; of fewer in proportion. */
const BUDGET = { seconds: 60, events: 10e6, gigabytes: 2 };
/** What takes its time whatever the size of the run: two programs have to start. */
const START_SECONDS = 5;
const LOOK_MS = 200;

/**
 * `npm run audit` of a run of millions, as its user starts it. The run is made anew: some of its events
 * are lost, altered, invented and doubled, and an audit that does not name each of them is no audit.
 */
export async function benchAudit(
  { rounds, seed, report }: BenchRun,
  millions: number,
): Promise<Verdict[]> {
  const folder = benchFolder();
  try {
    const run = await makeRun(resolve(folder.path), millions * 1e6, seed, report);
    const gib = (run.bytes / 2 ** 30).toFixed(1);
    report(`${run.events.toLocaleString('en')} events, ${gib} GiB of ledger and raw`);
    const took: Audited[] = [];
    for (let round = 1; round <= rounds; round++) {
      const one = await audited(folder.path);
      assertNamed(one.audit, run);
      took.push(one);
      const mib = one.peakBytes === null ? '?' : Math.round(one.peakBytes / 2 ** 20);
      const cpu = one.cpuSeconds?.toFixed(0) ?? '?';
      report(`round ${round}: ${one.seconds.toFixed(1)} s, ${cpu} s of CPU, ${mib} MiB`);
    }
    return verdicts(run, took);
  } finally {
    folder.remove();
  }
}

interface Audited {
  readonly audit: Audit;
  readonly seconds: number;
  readonly peakBytes: number | null;
  /** Of all cores: what it takes where nobody else is at work. */
  readonly cpuSeconds: number | null;
}

export async function audited(folder: string): Promise<Audited> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'cli/audit.ts', '--run', RUN_ID, '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FOOTFALL_MODE: 'local', FOOTFALL_DATA_DIR: folder },
    },
  );
  const tree = processTree(child.pid);
  const looking = setInterval(tree.look, LOOK_MS);
  try {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const code = await new Promise<number | null>((done, failed) => {
      child.once('error', failed);
      child.once('close', done);
    });
    // It ends 1 where ledger and lake do not agree, which they must not here.
    if (code !== 1) throw new Error(`the audit ended with ${code}: ${said}`);
    const seconds = (performance.now() - startedAt) / SECOND_MS;
    const spent = { peakBytes: tree.peakBytes(), cpuSeconds: tree.cpuSeconds() };
    return { audit: JSON.parse(said), seconds, ...spent };
  } finally {
    clearInterval(looking);
  }
}

/** @throws where it does not find what was done, all of it and nothing else. */
function assertNamed({ findings, counts }: Audit, { events, planted }: MadeRun): void {
  const { lost, altered, invented, duplicated_in_raw } = planted;
  const wanted: Readonly<Record<string, readonly string[]>> = {
    ...{ lost, invented, altered, not_in_raw: lost, duplicated_in_raw },
  };
  const ids = (examples: readonly object[]) =>
    examples.map((one) => ('event_id' in one ? String(one.event_id) : '')).sort();
  const named = findings.map(({ kind, examples }) => [kind, ids(examples)] as const);
  const found = JSON.stringify(named);
  const expected = JSON.stringify(
    Object.entries(wanted).map(([kind, of]) => [kind, [...of].sort()]),
  );
  if (found !== expected) throw new Error(`the audit named ${found}, done was ${expected}`);
  if (counts.landed !== events) throw new Error(`${counts.landed} landed of ${events}`);
}

function verdicts({ events }: MadeRun, took: readonly Audited[]): Verdict[] {
  const seconds = Math.max(...took.map((one) => one.seconds));
  const share = Math.min(1, events / BUDGET.events);
  const allowed = START_SECONDS + (BUDGET.seconds - START_SECONDS) * share;
  const what = `audit of ${events.toLocaleString('en')} events`;
  const peaks = took.map(({ peakBytes }) => peakBytes ?? Number.POSITIVE_INFINITY);
  const gigabytes = Math.max(...peaks) / 1e9;
  return [
    {
      what: `${what}, the slowest round`,
      ours: `${seconds.toFixed(1)} s, ${perSecond(events / seconds, 'events')}`,
      yardstick: null,
      ratio: null,
      budget: `at most ${allowed.toFixed(0)} s`,
      met: seconds <= allowed,
    },
    {
      what: `${what}, memory of its processes together`,
      ours: `${gigabytes.toFixed(2)} GB`,
      yardstick: null,
      ratio: null,
      budget: `at most ${BUDGET.gigabytes} GB`,
      met: gigabytes <= BUDGET.gigabytes,
    },
  ];
}
