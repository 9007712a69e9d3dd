import { SECOND_MS } from '@/lib/common/clock';
import type { StoredFault } from '@/lib/events/stored-fault';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { EventSink, SinkStream } from './event-sink';
import { undeliveredRecords } from './redrive-records';
import { readUndelivered } from './redrive-rules';

/** Where objects lie that are done with, below the folder that is redriven. */
export const REDRIVEN = 'redriven/';

/** What can be made into no event, on its way to the failed events. */
export interface Unrepairable extends StoredFault {
  readonly text: string;
  /** The object it came in, and its place among the object's events, from 0. */
  readonly object: string;
  readonly index: number;
}

export interface RedriveOptions {
  /** Rooted at the folder of undelivered objects. */
  readonly store: ObjectStore;
  readonly sink: EventSink;
  /** A line of the failed stream. */
  failedLine(event: Unrepairable): string;
  /** Looks, sends nothing and moves nothing. */
  readonly dryRun?: boolean;
  readonly sleep?: (ms: number) => Promise<void>;
  onObject?(report: ObjectReport): void;
}

/** What became of one object. */
export interface ObjectReport {
  readonly key: string;
  /**
   * `done`: all of it is delivered, and the object moved. `resumed`: an earlier run had delivered it
   * and ended before it was moved. `would`: a dry run. `refused`: the sink did not take all of it.
   * `unreadable`: it holds no error records. The last two stay for the next run.
   */
  readonly status: 'done' | 'resumed' | 'would' | 'refused' | 'unreadable';
  readonly message: string | null;
  readonly records: number;
  /** AWS's words for what went wrong, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  /** Events as they were. */
  readonly sent: number;
  readonly repaired: number;
  /** How many events each rule mended. */
  readonly rules: Readonly<Record<string, number>>;
  /** What no rule could mend: kept as failed events. */
  readonly failed: number;
}

const MAX_LINES = 500;
const MAX_BYTES = 4 * 1024 * 1024;
const TRIES = 5;
const BACKOFF_MS = SECOND_MS;

/**
 * Sends again what Firehose could not deliver, object by object. An object is marked as done by its
 * copy under `redriven/` and only then deleted: whatever a crash comes between, the next run sends all
 * that was not marked, and nothing that was. Events sent twice are copies, which readers leave out.
 */
export async function redrive(options: RedriveOptions): Promise<readonly ObjectReport[]> {
  const { store, sink, failedLine, dryRun = false, sleep = pause, onObject } = options;
  const reports: ObjectReport[] = [];

  /** Null once every line is durable, or why one is not. */
  async function send(stream: SinkStream, lines: readonly string[]): Promise<string | null> {
    for (const chunk of chunks(lines)) {
      let left = chunk;
      for (let tries = 1; left.length > 0; tries++) {
        const outcomes = await sink.put(stream, left);
        const refused = outcomes.find((one) => !one.ok);
        left = left.filter((_, index) => !outcomes[index]?.ok);
        if (!refused || refused.ok) break;
        if (refused.code === 'too_large' || tries === TRIES) return refused.message;
        await sleep(BACKOFF_MS * 2 ** (tries - 1));
      }
    }
    return null;
  }

  async function one(key: string): Promise<ObjectReport | null> {
    const body = await store.get(key);
    // Another run was faster.
    if (!body) return null;
    const nothing = { key, records: 0, errors: {}, sent: 0, repaired: 0, rules: {}, failed: 0 };
    const mark = `${REDRIVEN}${key}`;
    const marked = await store.get(mark);
    if (marked && Buffer.from(marked).equals(body)) {
      if (!dryRun) await store.delete(key);
      return { ...nothing, status: 'resumed', message: null };
    }
    let read: ReturnType<typeof readObject>;
    try {
      read = readObject(key, body);
    } catch (error) {
      return { ...nothing, status: 'unreadable', message: (error as Error).message };
    }
    const { lines, unrepairable, counts } = read;
    const report = { ...nothing, ...counts };
    if (dryRun) return { ...report, status: 'would', message: null };
    const failed = unrepairable.map(failedLine);
    const refused = (await send(streamOf(key), lines)) ?? (await send('failed', failed));
    if (refused !== null) return { ...report, status: 'refused', message: refused };
    await store.put(mark, body);
    await store.delete(key);
    return { ...report, status: 'done', message: null };
  }

  const objects = await store.list('');
  for (const { key } of objects) {
    if (key.startsWith(REDRIVEN)) continue;
    const report = await one(key);
    if (!report) continue;
    reports.push(report);
    onObject?.(report);
  }
  return reports;
}

function readObject(key: string, body: Uint8Array) {
  const records = undeliveredRecords(body);
  const lines: string[] = [];
  const unrepairable: Unrepairable[] = [];
  const errors: Record<string, number> = {};
  const rules: Record<string, number> = {};
  let repaired = 0;
  let index = 0;
  for (const { data, arrivedAt, error } of records) {
    errors[error] = (errors[error] ?? 0) + 1;
    if (streamOf(key) === 'failed') {
      // Whatever they are, failed events are what they were when they were written.
      lines.push(...Buffer.from(data).toString().split('\n').filter(Boolean));
      continue;
    }
    for (const found of readUndelivered(data, arrivedAt)) {
      if ('fault' in found) {
        unrepairable.push({ ...found.fault, text: found.text, object: key, index });
      } else {
        lines.push(found.line);
        if (found.rules.length > 0) repaired += 1;
        for (const rule of found.rules) rules[rule] = (rules[rule] ?? 0) + 1;
      }
      index += 1;
    }
  }
  const sent = lines.length - repaired;
  const failed = unrepairable.length;
  const counts = { records: records.length, errors, sent, repaired, rules, failed };
  return { lines, unrepairable, counts };
}

/** By the folder that the stack delivers its errors to; locally there is none, and all are events. */
function streamOf(key: string): SinkStream {
  return key.split('/').slice(0, -1).includes('failed') ? 'failed' : 'events';
}

function* chunks(lines: readonly string[]): Generator<readonly string[]> {
  let chunk: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(line) + 1;
    if (chunk.length === MAX_LINES || (chunk.length > 0 && bytes + size > MAX_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(line);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
