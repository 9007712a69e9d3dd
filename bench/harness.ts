import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { SECOND_MS } from '@/lib/common/clock';

/** The server runs on the first core and the client on the second, so that neither takes from the other. */
const SERVER_CORE = 0;
const CLIENT_CORE = 1;
const START_TIMEOUT_MS = 60 * SECOND_MS;
/** Linux counts CPU time in ticks of 1/100 s. */
const TICKS_PER_SECOND = 100;

export interface ServerCommand {
  readonly name: string;
  /** Arguments of `node`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface BenchServer {
  readonly name: string;
  readonly url: string;
  /** CPU seconds used so far, or null where the system does not tell. */
  cpuSeconds(): number | null;
  /** The most memory it was resident with, or null where the system does not tell. */
  peakBytes(): number | null;
  stop(): Promise<void>;
}

export interface BenchRequest {
  readonly method: 'POST' | 'GET';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Measurement {
  readonly requestsPerSecond: number;
  readonly answered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Share of one core the server used, or null where the system does not tell. */
  readonly serverCpu: number | null;
}

const pinning =
  availableParallelism() > 1 &&
  spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;

/** Keeps this process, which is the client, on its own core; says whether that could be done. */
export function pinClient(): boolean {
  if (!pinning) return false;
  const pinned = spawnSync('taskset', ['-acp', String(CLIENT_CORE), String(process.pid)]);
  return pinned.status === 0;
}

/** A folder on the project's own disk: a temporary one may be in memory, where syncing is free. */
export function benchFolder(): { path: string; remove(): void } {
  mkdirSync('.data', { recursive: true });
  const path = mkdtempSync(join('.data', 'bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts a server with PORT set and resolves once it takes connections. */
export async function startServer(command: ServerCommand): Promise<BenchServer> {
  const port = await freePort();
  const [program = '', ...args] = [
    ...(pinning ? ['taskset', '-c', String(SERVER_CORE)] : []),
    process.execPath,
    ...command.args,
  ];
  const child = spawn(program, args, {
    env: { ...process.env, NODE_ENV: 'production', ...command.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const url = `http://127.0.0.1:${port}`;
  await takesConnections(url, child, command.name);
  return {
    name: command.name,
    url,
    cpuSeconds: () => cpuSeconds(child.pid),
    peakBytes: () => peakBytes(child.pid),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/**
 * Sends the requests in turn over and over for a while, each connection one at a time.
 * @throws where anything but a 2xx came back: a bench of refusals measures nothing.
 */
export async function drive(
  server: BenchServer,
  requests: readonly BenchRequest[],
  load: { readonly connections: number; readonly seconds: number },
): Promise<Measurement> {
  const before = server.cpuSeconds();
  const result = await autocannon({
    url: server.url,
    connections: load.connections,
    duration: load.seconds,
    requests: requests.map((request) => ({ ...request })),
  });
  const after = server.cpuSeconds();
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0) {
    throw new Error(
      `${server.name} answered ${result['2xx']} requests with 2xx, ${result.non2xx} otherwise, and failed ${result.errors}`,
    );
  }
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    answered: result['2xx'],
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    serverCpu: before === null || after === null ? null : (after - before) / result.duration,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('no values');
  return (low + high) / 2;
}

async function takesConnections(url: string, child: ChildProcess, name: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode}`);
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`${name} did not start within ${START_TIMEOUT_MS} ms`, { cause: error });
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** User and system time of a process and all its threads, from /proc. */
function cpuSeconds(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null;
  // The name in field 2 may hold spaces; what follows its bracket is counted from field 3.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function peakBytes(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return peak ? Number(peak[1]) * 1024 : null;
}
