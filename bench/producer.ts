import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS } from '@/lib/common/clock';
import { PROCESSED_EVENTS } from '@/lib/lake/layout';
import { LATE_MS } from '@/lib/traffic/producer';
import { SERVER_FLAGS } from '@/server/flags.mjs';
import { bytesBelow } from './batches';
import { type BenchServer, benchFolder, startServer } from './harness';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const BUDGET = 20_000;
/** Both sides compile while they warm up. */
const WARM_UP = { rate: 5_000, seconds: 5 };
/** For what the last round left to be queryable. */
const AUDIT_WAIT_SECONDS = 60;

/** On a machine with much else to do a roll takes its time. */
const ROLL_WAIT_MS = 60 * SECOND_MS;

/** What the producer says of a run, as its `--json` has it. */
interface Summary {
  readonly run_id: string;
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly due: number;
  readonly acked: number;
  readonly rejected: number;
  readonly failed: number;
  readonly behindMs: number;
  readonly lastError: string | null;
}

interface Audited {
  readonly agrees: boolean;
  readonly counts: Readonly<Record<'captured' | 'acked' | 'failed' | 'landed', number>>;
  readonly findings: readonly { readonly kind: string; readonly count: number }[];
}

/**
 * What a user starts, against the shipped server with its lake rolled meanwhile: whether every event of
 * the rate leaves at its time and is acknowledged, and whether the audit then finds each.
 */
export async function benchProducer(run: BenchRun): Promise<Verdict[]> {
  const { rounds, seconds, seed, report } = run;
  const folder = benchFolder();
  const root = join(folder.path, 'data');
  const server = await startServer({
    name: 'ours',
    args: [...SERVER_FLAGS, 'dist/main.js', '--live', '0'],
    env: { FOOTFALL_DATA_DIR: root },
  });
  try {
    report(`warming up: ${WARM_UP.rate} events/s for ${WARM_UP.seconds} s`);
    await produce(root, server, { ...WARM_UP, seed });
    const held: Summary[] = [];
    const shares: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const before = server.cpuSeconds() ?? 0;
      const one = await produce(root, server, { rate: BUDGET, seconds, seed: seed + round });
      shares.push(((server.cpuSeconds() ?? 0) - before) / one.seconds);
      held.push(one);
      report(`round ${round} of ${rounds}: ${inWords(one, seconds)}`);
    }
    await rolled(join(root, PROCESSED_EVENTS));
    const last = held.at(-1);
    if (!last) throw new Error('no round was run');
    report(`auditing ${last.run_id}`);
    const audited: Audited = await command(root, 'audit', [
      ...['--run', last.run_id, '--wait', String(AUDIT_WAIT_SECONDS)],
    ]);
    return [...held.map((one, at) => judge(one, seconds, shares[at] ?? 0)), accounted(audited)];
  } finally {
    await server.stop();
    folder.remove();
  }
}

/** @throws where nothing has become Parquet: then no roll ran beside the rounds either. */
async function rolled(folder: string): Promise<void> {
  const until = performance.now() + ROLL_WAIT_MS;
  while (!existsSync(folder) || bytesBelow(folder) === 0) {
    if (performance.now() > until) {
      throw new Error('nothing was rolled into Parquet: the rounds were too short');
    }
    await wait(SECOND_MS);
  }
}

function produce(
  root: string,
  { url }: BenchServer,
  load: { readonly rate: number; readonly seconds: number; readonly seed: number },
): Promise<Summary> {
  return command(root, 'producer', [
    ...['--rate', String(load.rate), '--duration', String(load.seconds)],
    ...['--seed', String(load.seed), '--url', url],
  ]);
}

/** As `npm run` starts them. */
const FLAGS = { producer: ['--max-semi-space-size=32'], audit: [] } as const;

/** @throws where the command could not do its work at all. */
function command<T>(root: string, name: keyof typeof FLAGS, args: readonly string[]): Promise<T> {
  const script = ['--import', 'tsx', `cli/${name}.ts`, ...args, '--json'];
  const child = spawn(process.execPath, [...FLAGS[name], ...script], {
    env: { ...process.env, FOOTFALL_DATA_DIR: root },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      // 1: it worked, and found something wrong, which is judged here.
      if (code === 0 || code === 1) resolve(JSON.parse(output));
      else reject(new Error(`npm run ${name} ended with code ${code}`));
    });
  });
}

function tailMs({ seconds }: Summary, duration: number): number {
  return Math.max(0, Math.round((seconds - duration) * 1_000));
}

function inWords(one: Summary, seconds: number): string {
  const { acked, due, failed, behindMs, lastError } = one;
  const missed = failed > 0 ? `, ${failed.toLocaleString('en')} given up (${lastError})` : '';
  return `${acked.toLocaleString('en')} of ${due.toLocaleString('en')} acknowledged, the last ${tailMs(one, seconds)} ms after the end, at most ${behindMs} ms behind${missed}`;
}

function judge(one: Summary, seconds: number, serverCpu: number): Verdict {
  const { acked, due, cpu_seconds } = one;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return {
    what: `producer over HTTP for ${seconds} s: ${inWords(one, seconds)}`,
    ours: `${perSecond(acked / one.seconds, 'events')} until the last answer, ${percent(cpu_seconds / one.seconds)} of a core; the server ${percent(serverCpu)} of the other, rolling aside`,
    yardstick: null,
    ratio: null,
    budget: `${perSecond(BUDGET, 'events')}, each acknowledged, none ${LATE_MS / 1_000} s behind`,
    met:
      acked === due &&
      due >= BUDGET * seconds &&
      one.behindMs < LATE_MS &&
      tailMs(one, seconds) < LATE_MS,
  };
}

function accounted({ agrees, counts, findings }: Audited): Verdict {
  const { captured, acked, failed, landed } = counts;
  const found = findings.map(({ kind, count }) => `${count} ${kind}`).join(', ');
  return {
    what: `audit of the last round${found ? `: ${found}` : ''}`,
    ours: `${captured.toLocaleString('en')} captured, ${acked.toLocaleString('en')} acknowledged, ${landed.toLocaleString('en')} landed, ${failed.toLocaleString('en')} given up`,
    yardstick: null,
    ratio: null,
    budget: 'accounts for every event',
    met: agrees && acked === landed && captured === acked + failed,
  };
}
