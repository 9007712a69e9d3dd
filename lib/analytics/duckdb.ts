import { type Clock, systemClock } from '@/lib/common/clock';
import { ManifestError } from '@/lib/lake/manifest';
import { withinDeadline } from './deadline';
import type { EventsLoader } from './duckdb-events';
import { type Opened, type OpeningOptions, openDuckdb } from './duckdb-open';
import { selectIn, toQueryError } from './duckdb-select';
import { type QueryEngine, QueryError, type QueryResult, type QueryValue } from './query-engine';
import { createTurnstile } from './turnstile';

/**
 * A query holds one of libuv's four threads until it ends, and the same four write and sync what the
 * collector takes in: with all of them held, nothing is acknowledged. One more may be loading events.
 */
const QUERIES_AT_ONCE = 2;

export interface DuckdbOptions extends OpeningOptions {
  readonly clock?: Clock;
}

export interface DuckdbEngine extends QueryEngine {
  readonly name: 'duckdb';
  /** Lake lines left out of `events` because they could not be read, since the engine opened. */
  skippedLines(): number;
}

/**
 * DuckDB in memory over the lake's files and tail: opens at the first query, and takes in what became
 * durable before each one. It can reach the folders of those files and nothing else, neither other
 * files nor network, and its settings are locked.
 */
export function createDuckdbEngine(options: DuckdbOptions): DuckdbEngine {
  const { clock = systemClock } = options;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const turnstile = createTurnstile(QUERIES_AT_ONCE);
  let opening: Promise<Opened> | null = null;
  let loader: EventsLoader | null = null;
  let waiting: Promise<void> | null = null;
  let lastDrain: Promise<unknown> = Promise.resolve();
  function opened(): Promise<Opened> {
    opening ??= openDuckdb(options).catch((error: unknown) => {
      opening = null;
      const message = error instanceof ManifestError ? error.message : 'DuckDB did not open';
      throw new QueryError('unavailable', message, { cause: error });
    });
    return opening;
  }

  /** One load at a time; whoever asks while one runs shares the next, which sees all they may see. */
  function drained(): Promise<void> {
    waiting ??= lastDrain.then(() => {
      waiting = null;
      const current = opened().then((open) => {
        loader = open.loader;
        return loader.catchUp(closing.signal);
      });
      lastDrain = current.catch(ignore);
      return current;
    });
    return waiting;
  }

  async function answer(
    sql: string,
    parameters: readonly QueryValue[],
    stop: AbortSignal,
  ): Promise<QueryResult> {
    const startedAt = clock();
    await drained();
    const { instance } = await opened();
    const result = await turnstile.through(stop, () => selectIn(instance, sql, parameters, stop));
    return { ...result, bytesScanned: null, elapsedMs: clock() - startedAt };
  }

  return {
    name: 'duckdb',
    skippedLines: () => loader?.skippedLines() ?? 0,
    query(sql, options = {}) {
      return withinDeadline(options, closing.signal, (stop) => {
        const work = answer(sql, options.parameters ?? [], stop);
        const settled = work.then(ignore, ignore);
        running.add(settled);
        void settled.then(() => running.delete(settled));
        return work.catch((error: unknown) => {
          throw toQueryError(error);
        });
      });
    },
    async close() {
      closing.abort();
      await Promise.all([...running, lastDrain]);
      const open = await opening?.catch(() => null);
      opening = null;
      open?.connection.closeSync();
      open?.instance.closeSync();
    },
  };
}

/** For those who wait for an end, whatever it is; the outcome is the caller's. */
const ignore = () => undefined;
