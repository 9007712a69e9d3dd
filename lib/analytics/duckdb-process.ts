import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SECOND_MS } from '@/lib/common/clock';
import type { OwnSegment } from '@/lib/lake/lake-tail';
import { withinDeadline } from './deadline';
import type { ChildSetting, FromChild, ToChild } from './duckdb-messages';
import { type QueryEngine, QueryError, type QueryResult, type QueryValue } from './query-engine';

const BUILT = join('dist', 'duckdb-child.js');
const SOURCE = join('lib', 'analytics', 'duckdb-child.ts');
/** Above rolling, which is of the lowest priority, and below taking events. */
const NICE = 5;
/** A question that was stopped and does not end within this long takes its process with it. */
const STOPS_WITHIN_MS = 5 * SECOND_MS;

export interface DuckdbProcessOptions extends ChildSetting {
  /** This process's newest segments. */
  readonly own: () => readonly OwnSegment[];
  readonly stopsWithinMs?: number;
}

export interface DuckdbProcess extends QueryEngine {
  readonly name: 'duckdb';
  /** The child's process id, where one runs. */
  pid(): number | null;
}

interface Waiting {
  resolve(result: QueryResult): void;
  reject(error: QueryError): void;
}

/** One child and who waits for it. */
interface Running {
  readonly child: ChildProcess;
  /** Whether it hears what it is told; until then nothing it lets wait is held against it. */
  ready: boolean;
  readonly waiting: Map<number, Waiting>;
  readonly ended: Promise<void>;
}

/**
 * The DuckDB engine in a niced process of its own, started ahead: however heavy a question is, it
 * takes neither this process's threads nor its memory. Where the child dies, those who wait are told
 * `unavailable` and another one starts.
 */
export function createDuckdbProcess(options: DuckdbProcessOptions): DuckdbProcess {
  const { root, products, own, stopsWithinMs = STOPS_WITHIN_MS } = options;
  const closing = new AbortController();
  let running: Running | null = null;
  let asked = 0;

  function start(): Running {
    const child = spawnChild();
    const waiting = new Map<number, Waiting>();
    const tell = (message: ToChild) => void (child.connected && child.send(message));
    const ended = new Promise<void>((resolve) => {
      const end = () => {
        if (running?.child === child) running = null;
        const error = new QueryError('unavailable', 'the query process ended; ask again');
        for (const { reject } of waiting.values()) reject(error);
        waiting.clear();
        resolve();
        // One that never got so far would only end again: the next question tries.
        if (one.ready && !closing.signal.aborted) running = start();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    const one: Running = { child, ready: false, waiting, ended };
    child.on('message', (message: FromChild) => {
      switch (message.kind) {
        case 'ready':
          one.ready = true;
          return;
        case 'own':
          tell({ kind: 'own', id: message.id, segments: own().map(plain) });
          return;
        case 'answer':
          waiting.get(message.id)?.resolve(message.result);
          return;
        case 'failure':
          waiting.get(message.id)?.reject(new QueryError(message.code, message.message));
      }
    });
    // Nobody waits for it while it is idle: a process may end without closing it.
    child.unref();
    child.channel?.unref();
    tell({ kind: 'open', setting: { root, products } });
    return one;
  }

  async function ask(
    sql: string,
    parameters: readonly QueryValue[],
    stop: AbortSignal,
  ): Promise<QueryResult> {
    running ??= start();
    const current = running;
    const { child, waiting } = current;
    asked += 1;
    const id = asked;
    let killing: ReturnType<typeof setInterval> | undefined;
    const onStop = () => {
      if (child.connected) child.send({ kind: 'stop', id } satisfies ToChild);
      killing = setInterval(() => current.ready && child.kill('SIGKILL'), stopsWithinMs);
    };
    child.channel?.ref();
    try {
      return await new Promise<QueryResult>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        stop.addEventListener('abort', onStop, { once: true });
        child.send({ kind: 'ask', id, sql, parameters } satisfies ToChild, (error) => {
          if (error) reject(new QueryError('unavailable', 'the query process ended; ask again'));
        });
      });
    } finally {
      waiting.delete(id);
      stop.removeEventListener('abort', onStop);
      clearInterval(killing);
      if (waiting.size === 0) child.channel?.unref();
    }
  }

  running = start();
  return {
    name: 'duckdb',
    pid: () => running?.child.pid ?? null,
    query(sql, given = {}) {
      return withinDeadline(given, closing.signal, (stop) => {
        const work = ask(sql, given.parameters ?? [], stop);
        // Who was let go at the deadline no longer listens.
        work.catch(() => undefined);
        return work;
      });
    },
    async close() {
      closing.abort();
      const last = running;
      // Somebody waits for it now: a command that has nothing else to do must not end before.
      last?.child.ref();
      // It keeps nothing that could be lost.
      last?.child.kill('SIGKILL');
      await last?.ended;
    },
  };
}

/** A segment holds an open file, which cannot be sent. */
const plain = ({ path, durableBytes }: OwnSegment): OwnSegment => ({ path, durableBytes });

function spawnChild(): ChildProcess {
  const built = process.env.NODE_ENV === 'production' && existsSync(BUILT);
  const args = built ? [BUILT] : ['--import', 'tsx', SOURCE];
  // Low from its first instruction, since threads keep the priority they were born with.
  return spawn('nice', ['-n', String(NICE), process.execPath, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}
