import { systemClock } from '@/lib/common/clock';
import { createLakeReader } from '@/lib/lake/lake-reader';
import type { OwnSegment } from '@/lib/lake/lake-tail';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { createDuckdbEngine, type DuckdbEngine } from './duckdb';
import type { ChildSetting, FromChild, ToChild } from './duckdb-messages';
import { QueryError, type QueryErrorCode } from './query-engine';

/**
 * DuckDB for a server, in a process of its own: it reads the lake itself, and of the server's newest
 * segments no more than the server says is durable. It ends with the server.
 */
const MEMORY = '3GB';
/** The server keeps the time; this is what a question without anybody waiting may take. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

const stops = new Map<number, AbortController>();
const wanted = new Map<number, (segments: readonly OwnSegment[]) => void>();
let engine: DuckdbEngine | null = null;
let asked = 0;

const say = (message: FromChild) => process.send?.(message);

/** Asked after a segment's size was looked at, so that whatever has bytes then is among the answer. */
function own(): Promise<readonly OwnSegment[]> {
  asked += 1;
  const id = asked;
  return new Promise((resolve) => {
    wanted.set(id, resolve);
    say({ kind: 'own', id });
  });
}

function open({ root, products }: ChildSetting): DuckdbEngine {
  const lake = createLakeReader({ root, folder: RAW_EVENTS, clock: systemClock, own });
  return createDuckdbEngine({ lake, products, memory: { limit: MEMORY, root } });
}

async function answer({ id, sql, parameters }: Extract<ToChild, { kind: 'ask' }>): Promise<void> {
  const stop = new AbortController();
  stops.set(id, stop);
  try {
    if (!engine) throw new QueryError('unavailable', 'the query process was not opened');
    const options = { parameters, signal: stop.signal, deadlineMs: LONGEST_MS };
    say({ kind: 'answer', id, result: await engine.query(sql, options) });
  } catch (error) {
    const { code = 'failed', message } = error as { code?: QueryErrorCode; message: string };
    say({ kind: 'failure', id, code, message });
  } finally {
    stops.delete(id);
  }
}

process.on('message', (message: ToChild) => {
  switch (message.kind) {
    case 'open':
      engine = open(message.setting);
      say({ kind: 'ready' });
      // Opened ahead, so that the first question does not wait for it; a failure is said to who asks.
      void engine.query('SELECT 1').catch(() => undefined);
      return;
    case 'ask':
      void answer(message);
      return;
    case 'stop':
      stops.get(message.id)?.abort();
      return;
    case 'own':
      wanted.get(message.id)?.(message.segments);
      wanted.delete(message.id);
  }
});
// Signals of the terminal are for the server, which drains and then lets go of this process.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('disconnect', () => process.exit(0));
