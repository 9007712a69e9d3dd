import { createReadStream } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductRow } from '@/lib/analytics/events-relation';
import { SECOND_MS } from '@/lib/common/clock';
import {
  type ConsoleChild,
  childProgram,
  type LakeForChild,
  startConsoleChild,
} from './console-child';
import type { ConsoleLimits } from './console-document';
import { type ConsoleEngine, ConsoleError, type EngineQuestion } from './console-engine';
import { cancelled, closing, createTurns, waited } from './turns';
import { watched } from './watched-child';
import { findWriteGuard, type WriteGuard } from './write-guard';

/** How much DuckDB may hold; the process around it takes a few hundred megabytes more. */
const ENGINE_MEMORY = '768MB';
const MB = 1024 * 1024;

export interface DuckdbConsoleOptions extends LakeForChild {
  readonly root: string;
  readonly products: readonly ProductRow[];
  /** What a query may take; where silent, what is said below. */
  readonly limits?: Partial<DuckdbConsoleLimits>;
  /** Found out where silent. */
  readonly guard?: WriteGuard | null;
}

export interface DuckdbConsoleLimits {
  readonly rows: number;
  readonly bytes: number;
  /** Of the engine's work; who reads slowly has a few times as long in all. */
  readonly ms: number;
  readonly atOnce: number;
  /** How many more may wait for their turn. */
  readonly waiting: number;
  /** Of the process, in bytes. */
  readonly memory: number;
}

export interface DuckdbConsole extends ConsoleEngine {
  readonly name: 'duckdb';
  /** Processes of questions under way, then the one that waits. */
  pids(): readonly number[];
}

const DEFAULT_LIMITS: DuckdbConsoleLimits = {
  rows: 100_000,
  bytes: 64 * MB,
  ms: 10 * SECOND_MS,
  // Each works on one core. However low its priority, a thread that is at work keeps whoever wakes beside
  // it waiting for the rest of its slice, a millisecond or some, and an event that is taken in wakes
  // somebody four times: so a core is left free. The idle class of Linux gives way at once, and gets
  // nothing at all beside bots and builds.
  atOnce: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 8,
  memory: 1_250 * MB,
};

/**
 * DuckDB in a process for each question: started ahead without an environment, guarded against
 * writing where the host knows how, and killed at its limit. One waits, ready; the next is started
 * once it is used up.
 */
export function createDuckdbConsole(options: DuckdbConsoleOptions): DuckdbConsole {
  const { root, products } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const guarding =
    options.guard === undefined
      ? findWriteGuard({ folder: root, program: childProgram().path })
      : Promise.resolve(options.guard);
  const running = new Set<ConsoleChild>();
  const living = new Set<ConsoleChild>();
  const turns = createTurns(limits);
  let warm: Promise<ConsoleChild> | null = null;
  let closed = false;

  async function start(exportFolder: string | null = null): Promise<ConsoleChild> {
    const setting = { root, products, memory: ENGINE_MEMORY, exportFolder };
    const child = startConsoleChild(setting, await guarding, options);
    living.add(child);
    void child.gone.then(() => living.delete(child));
    if (closed) child.end(closing());
    return child;
  }

  /** The one that waits, where it still lives. */
  async function taken(): Promise<ConsoleChild> {
    const waiting = warm;
    warm = null;
    const child = await waiting;
    return child?.lives() ? child : start();
  }

  async function* withChild<T>(
    signal: AbortSignal,
    take: () => Promise<ConsoleChild>,
    work: (child: ConsoleChild) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    try {
      const child = await take();
      running.add(child);
      const stop = () => child.end(cancelled());
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      child.hold();
      try {
        yield* work(child);
      } finally {
        signal.removeEventListener('abort', stop);
        child.end(cancelled());
        await child.gone;
        running.delete(child);
      }
    } finally {
      if (!closed) warm ??= start();
    }
  }

  function question({ sql, parameters }: EngineQuestion, toParquet: boolean) {
    const { rows, bytes } = limits;
    return { kind: 'ask', question: { sql, parameters, rows, bytes, toParquet } } as const;
  }

  const rowsOf = (asked: EngineQuestion) =>
    async function* (child: ConsoleChild) {
      const next = watched(child, limits);
      await next.ready();
      child.tell(question(asked, false));
      // One part is on its way while the one before is read.
      child.tell({ kind: 'more' });
      for (;;) {
        child.tell({ kind: 'more' });
        const part = await next.said();
        if (part.kind === 'problem') throw new ConsoleError(part.code, part.message, part.at);
        if (part.kind !== 'columns' && part.kind !== 'rows' && part.kind !== 'end') continue;
        const { spentMs, ...told } = part;
        yield told;
        if (part.kind === 'end') return;
      }
    };

  const fileOf = (asked: EngineQuestion, folder: string) =>
    async function* (child: ConsoleChild) {
      const next = watched(child, limits);
      await next.ready();
      child.tell(question(asked, true));
      const part = await next.said();
      if (part.kind === 'problem') throw new ConsoleError(part.code, part.message, part.at);
      if (part.kind !== 'file') throw new ConsoleError('failed', 'no file was written');
      yield* createReadStream(join(folder, part.name)) as AsyncIterable<Uint8Array>;
    };

  warm = start();
  return {
    name: 'duckdb',
    ask: (asked) =>
      waited(turns, asked.signal, () => withChild(asked.signal, taken, rowsOf(asked))),
    async *parquet(asked) {
      const folder = await mkdtemp(join(tmpdir(), 'footfall-parquet-'));
      try {
        const uid = (await guarding)?.uid ?? null;
        if (uid !== null) await chown(folder, uid, uid);
        const starting = () => withChild(asked.signal, () => start(folder), fileOf(asked, folder));
        for await (const part of waited(turns, asked.signal, starting)) {
          if (part instanceof Uint8Array) yield part;
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async limits(): Promise<ConsoleLimits> {
      const { rows, bytes, ms, atOnce } = limits;
      return { rows, bytes, ms, atOnce, writeGuard: (await guarding)?.words ?? null };
    },
    pids: () => [...running].flatMap((child) => child.pid() ?? []),
    async close() {
      closed = true;
      turns.close();
      await warm;
      const all = [...living];
      for (const child of all) {
        child.hold();
        child.end(closing());
      }
      await Promise.all(all.map(({ gone }) => gone));
    },
  };
}
