import {
  FirehoseClient,
  type FirehoseClientConfig,
  PutRecordBatchCommand,
  type PutRecordBatchCommandOutput,
} from '@aws-sdk/client-firehose';
import { describeError, isWorthRetrying } from '@/lib/common/aws-errors';
import { type Clock, SECOND_MS, systemClock } from '@/lib/common/clock';
import { requestLimits } from '@/lib/common/request-limits';
import type { Rng } from '@/lib/common/rng';
import { type EventSink, outcomes, type SinkOutcome, type SinkStream } from './event-sink';
import { writeBodiesNatively } from './firehose-body';
import { createGroupLane, type GroupLane } from './group-lane';
import { createOpenCalls, type OpenLine } from './open-calls';
import { lineBytes, MAX_RECORD_BYTES, type PackedRecord, recordData } from './pack-records';

const MAX_QUEUED_BYTES = 32 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 3 * SECOND_MS;
/** A line is answered this long after it came at the latest: the collector's budget is 8 s. */
const DEADLINE_MS = 6 * SECOND_MS;
/** A line that has not been sent by then is given back: it would have too little time left. */
const MAX_WAIT_MS = 2 * SECOND_MS;
const MAX_TRIES = 4;
const BACKOFF_MS = 50;
const REQUESTS_IN_FLIGHT = 2;
/** While a stream takes nothing, it is asked again about so often; lines wait `MAX_WAIT_MS` at most. */
const MAX_PROBE_MS = SECOND_MS;

export interface FirehoseSinkOptions {
  readonly region: string;
  readonly streams: Readonly<Record<SinkStream, string>>;
  /** Found by the SDK's own chain where absent. */
  readonly credentials?: FirehoseClientConfig['credentials'];
  /** A client to use instead of our own; it must not retry by itself, and stays the caller's to destroy. */
  readonly client?: FirehoseClient;
  readonly clock?: Clock;
  /** Spreads retries; defaults to chance. */
  readonly rng?: Rng;
  readonly sleep?: (ms: number) => Promise<void>;
}

type Records = readonly PackedRecord<OpenLine>[];

/** What one request did: which records it did not get accepted, and whether to try those again. */
interface Attempt {
  readonly refused: Records;
  readonly retry: boolean;
  readonly message: string;
}

/**
 * Delivers to two Amazon Data Firehose streams. A line is answered `ok` when Firehose gave the
 * record that holds it a RecordId. Retries are ours, not the SDK's, so that only what was refused
 * goes again and duplicates stay countable. A request that was given up opens the circuit: until one
 * is taken again they are tried once each, with growing pauses, so that a throttled stream is asked
 * no more often than a well one.
 */
export function createFirehoseSink(options: FirehoseSinkOptions): EventSink {
  const { region, streams, clock = systemClock, rng = Math.random, sleep = pause } = options;
  const client = options.client ?? createClient(region, options.credentials);
  const calls = createOpenCalls(clock);
  const lanes = { events: openLane('events'), failed: openLane('failed') };
  let closing: Promise<void> | null = null;

  function openLane(stream: SinkStream): GroupLane & { fault(): string | null } {
    const name = `Firehose stream ${streams[stream]} in ${region}`;
    let fault: string | null = null;
    /** How many requests in a row were given up: more than none, and each is tried once, spaced out. */
    let givenUp = 0;
    let probeAt = 0;
    const attempt = async (records: Records, timeoutMs: number): Promise<Attempt> => {
      let result: Attempt;
      try {
        result = judge(records, await send(client, streams[stream], records, timeoutMs));
      } catch (error) {
        result = {
          refused: records,
          retry: isWorthRetrying(error),
          message: describeError(error),
        };
      }
      fault = result.refused.length === records.length ? `${name}: ${result.message}` : null;
      if (fault === null) givenUp = 0;
      return result;
    };

    const deliver = async (records: Records): Promise<void> => {
      const oldest = records[0]?.lines[0]?.at ?? clock();
      const deadline = oldest + DEADLINE_MS;
      let left = records;
      const mostTries = givenUp > 0 ? 1 : MAX_TRIES;
      for (let tries = 1; ; tries++) {
        const timeoutMs = Math.min(REQUEST_TIMEOUT_MS, Math.max(1, deadline - clock()));
        const { refused, retry, message } = await attempt(left, timeoutMs);
        const gone = new Set(refused);
        for (const record of left) {
          if (!gone.has(record)) calls.answer(record.lines, { ok: true });
        }
        left = refused;
        if (left.length === 0) return;
        const waitMs = rng() * BACKOFF_MS * 2 ** (tries - 1);
        if (!retry || tries >= mostTries || clock() + waitMs >= deadline) {
          if (retry && fault !== null) {
            const longest = Math.min(MAX_PROBE_MS, BACKOFF_MS * 2 ** (tries + givenUp));
            givenUp += 1;
            probeAt = clock() + rng() * longest;
          }
          const outcome = unavailable(`${name}: ${message} (${tries} of ${mostTries} tries)`);
          for (const record of left) calls.answer(record.lines, outcome);
          return;
        }
        await sleep(waitMs);
      }
    };

    const lane = createGroupLane({
      clock,
      maxWaitMs: MAX_WAIT_MS,
      // While nothing gets through, one request at a time is enough to notice that it does again.
      slots: () => (fault === null ? REQUESTS_IN_FLIGHT : 1),
      holdMs: () => (givenUp > 0 ? probeAt - clock() : 0),
      deliver,
      expire(lines) {
        const outcome =
          fault === null
            ? overloaded(`${name} is taking less than it is given`)
            : unavailable(fault);
        calls.answer(lines, outcome);
      },
    });
    return { ...lane, fault: () => fault };
  }

  return {
    name: 'firehose',
    async put(stream, texts) {
      if (closing) return outcomes(texts.length, unavailable('sink is closed'));
      if (texts.length === 0) return [];
      const sizes = texts.map(lineBytes);
      const bytes = sizes.reduce((sum, size) => sum + (size > MAX_RECORD_BYTES ? 0 : size), 0);
      if (bytes > MAX_QUEUED_BYTES) return outcomes(texts.length, tooLarge('call', bytes));
      if (calls.bytes() + bytes > MAX_QUEUED_BYTES) {
        return outcomes(texts.length, overloaded('too many events wait for Firehose'));
      }
      const call = calls.open(texts.length);
      const lines: OpenLine[] = [];
      for (const [index, text] of texts.entries()) {
        const size = sizes[index] ?? 0;
        if (size > MAX_RECORD_BYTES) call.refuse(index, tooLarge('line', size));
        else lines.push(call.line(index, text, size));
      }
      lanes[stream].add(lines);
      return call.answered;
    },
    state() {
      const faults = [lanes.events.fault(), lanes.failed.fault()].filter((fault) => fault !== null);
      if (closing) faults.unshift('sink is closed');
      return {
        healthy: faults.length === 0,
        message: faults.length === 0 ? null : faults.join('; '),
        queuedBytes: calls.bytes(),
        lagMs: calls.lagMs(),
      };
    },
    close() {
      closing ??= drain();
      return closing;
    },
  };

  /** Every line has a deadline, so this ends within it. */
  async function drain(): Promise<void> {
    lanes.events.hurry();
    lanes.failed.hurry();
    await calls.idle();
    if (!options.client) client.destroy();
  }
}

function createClient(
  region: string,
  credentials: FirehoseClientConfig['credentials'],
): FirehoseClient {
  const client = new FirehoseClient({
    region,
    ...(credentials && { credentials }),
    maxAttempts: 1,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS),
  });
  writeBodiesNatively(client);
  return client;
}

/** One PutRecordBatch, answered or given up after `timeoutMs`, headers, body and credentials included. */
async function send(
  client: FirehoseClient,
  stream: string,
  records: Records,
  timeoutMs: number,
): Promise<PutRecordBatchCommandOutput> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${Math.round(timeoutMs)} ms`));
      abort.abort();
    }, timeoutMs);
  });
  try {
    const command = new PutRecordBatchCommand({
      DeliveryStreamName: stream,
      Records: records.map((record) => ({ Data: recordData(record) })),
    });
    return await Promise.race([client.send(command, { abortSignal: abort.signal }), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads the answer record by record; `FailedPutCount` is not believed. */
function judge(records: Records, output: PutRecordBatchCommandOutput): Attempt {
  const entries = output.RequestResponses ?? [];
  if (entries.length !== records.length) {
    const message = `answered ${entries.length} of ${records.length} records`;
    return { refused: records, retry: true, message };
  }
  const refused = records.filter((_, index) => {
    const entry = entries[index];
    return entry?.ErrorCode !== undefined || !entry?.RecordId;
  });
  const bad = entries.find((entry) => entry.ErrorCode !== undefined);
  const reason = bad ? `${bad.ErrorCode}: ${bad.ErrorMessage ?? ''}` : 'gave no RecordId';
  return {
    refused,
    retry: true,
    message: `refused ${refused.length} of ${records.length} records: ${reason}`,
  };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const unavailable = (message: string): SinkOutcome => ({ ok: false, code: 'unavailable', message });
const overloaded = (message: string): SinkOutcome => ({ ok: false, code: 'overloaded', message });

function tooLarge(what: 'line' | 'call', bytes: number): SinkOutcome {
  const limit = what === 'line' ? MAX_RECORD_BYTES : MAX_QUEUED_BYTES;
  return {
    ok: false,
    code: 'too_large',
    message: `${what} of ${bytes} B; the limit is ${limit} B`,
  };
}
