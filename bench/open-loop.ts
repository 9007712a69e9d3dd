import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { SECOND_MS } from '@/lib/common/clock';
import type { BenchRequest, BenchServer } from './harness';

export interface OpenLoad {
  /** Requests a second, sent on time whether or not earlier ones were answered. */
  readonly rate: number;
  readonly seconds: number;
  readonly maxConnections?: number;
}

export interface OpenMeasurement {
  readonly offered: number;
  readonly accepted: number;
  readonly shed: number;
  /** Any other status, a broken connection, or no free connection in time. */
  readonly failed: number;
  /** Over the time from the first request to the last acceptance, and at least the time of offering. */
  readonly acceptedPerSecond: number;
  /** Of accepted requests, from the moment they were due. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly shedP99Ms: number;
}

/** A request that found no connection for so long is given up by its sender. */
const PATIENCE_MS = 10 * SECOND_MS;

interface Due {
  readonly bytes: Buffer;
  readonly at: number;
}

/** Open-loop load over keep-alive connections, one request at a time on each. */
export async function offer(
  server: BenchServer,
  requests: readonly BenchRequest[],
  load: OpenLoad,
): Promise<OpenMeasurement> {
  const { rate, seconds, maxConnections = 1_000 } = load;
  const port = Number(new URL(server.url).port);
  const texts = requests.map((request) => wireOf(request, port));
  const accepted: number[] = [];
  const shed: number[] = [];
  let lastAcceptedAt = 0;
  let failed = 0;
  let answered = 0;
  const idle: Connection[] = [];
  const all = new Set<Connection>();
  const queue: Due[] = [];
  let taken = 0;

  const onAnswer = (connection: Connection, due: Due, status: number) => {
    const now = performance.now();
    answered += 1;
    if (status === 200 || status === 204) {
      accepted.push(now - due.at);
      lastAcceptedAt = now;
    } else if (status === 503) shed.push(now - due.at);
    else failed += 1;
    if (connection.usable()) next(connection);
    else all.delete(connection);
  };
  const next = (connection: Connection) => {
    while (taken < queue.length) {
      const due = queue[taken++];
      if (!due) break;
      if (performance.now() - due.at < PATIENCE_MS) return connection.send(due);
      failed += 1;
      answered += 1;
    }
    if (taken > 10_000) queue.splice(0, taken);
    if (taken > queue.length) taken = 0;
    idle.push(connection);
  };
  const dispatch = (due: Due) => {
    let connection = idle.pop();
    while (connection && !connection.usable()) {
      all.delete(connection);
      connection = idle.pop();
    }
    if (!connection && all.size < maxConnections) {
      connection = openConnection(port, onAnswer);
      all.add(connection);
    }
    if (connection) connection.send(due);
    else queue.push(due);
  };

  const startedAt = performance.now();
  const offered = Math.round(rate * seconds);
  let sent = 0;
  await new Promise<void>((resolve) => {
    const tick = () => {
      const elapsed = performance.now() - startedAt;
      const until = Math.min(offered, Math.floor((elapsed / SECOND_MS) * rate));
      // In slices, so that answers are read between them.
      for (let n = 0; sent < until && n < 200; n++, sent++) {
        const bytes = texts[sent % texts.length];
        if (bytes) dispatch({ bytes, at: startedAt + (sent / rate) * SECOND_MS });
      }
      if (sent < offered) setImmediate(tick);
      else resolve();
    };
    tick();
  });
  const offeredUntil = performance.now();
  const giveUpAt = offeredUntil + PATIENCE_MS;
  while (answered < offered && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  failed += offered - answered;
  for (const connection of all) connection.close();
  const took = (Math.max(offeredUntil, lastAcceptedAt) - startedAt) / SECOND_MS;
  return {
    offered,
    accepted: accepted.length,
    shed: shed.length,
    failed,
    acceptedPerSecond: accepted.length / took,
    p50Ms: percentile(accepted, 0.5),
    p99Ms: percentile(accepted, 0.99),
    shedP99Ms: percentile(shed, 0.99),
  };
}

interface Connection {
  send(due: Due): void;
  usable(): boolean;
  close(): void;
}

function openConnection(
  port: number,
  onAnswer: (connection: Connection, due: Due, status: number) => void,
): Connection {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let current: Due | null = null;
  let heard = '';
  let open = true;
  const settle = (status: number) => {
    const due = current;
    current = null;
    heard = '';
    if (due) onAnswer(connection, due, status);
  };
  const connection: Connection = {
    send(due) {
      current = due;
      socket.write(due.bytes);
    },
    usable: () => open,
    close: () => socket.destroy(),
  };
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    heard += part;
    if (isWhole(heard)) settle(Number(heard.slice(9, 12)));
  });
  const end = () => {
    open = false;
    settle(0);
  };
  socket.on('error', end).on('close', end);
  return connection;
}

function isWhole(heard: string): boolean {
  const headEnd = heard.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(heard.slice(0, headEnd + 2));
  if (length) return heard.length >= headEnd + 4 + Number(length[1]);
  return heard.endsWith('0\r\n\r\n') || heard.startsWith('HTTP/1.1 204');
}

function wireOf({ method, path, headers, body = '' }: BenchRequest, port: number): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines}\r\n${body}`,
  );
}

/** Of no values: 0. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
