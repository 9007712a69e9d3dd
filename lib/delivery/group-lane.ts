import type { Clock } from '@/lib/common/clock';
import type { OpenLine } from './open-calls';
import {
  BILLING_UNIT_BYTES,
  MAX_BATCH_RECORDS,
  type PackedRecord,
  packBatch,
} from './pack-records';

/** How long a line waits for company before it is sent. */
const LINGER_MS = 5;
/** A queue this long fills a request: waiting longer gains nothing. */
const FULL_BATCH_BYTES = MAX_BATCH_RECORDS * BILLING_UNIT_BYTES;

export interface GroupLaneOptions {
  readonly clock: Clock;
  /** Longest a line may wait for its first request. */
  readonly maxWaitMs: number;
  /** How many requests may be in flight now. */
  slots(): number;
  /** How long no request may begin from now; not waited for once hurried. */
  holdMs(): number;
  /** Sends one request and answers every line of it; never rejects. */
  deliver(records: readonly PackedRecord<OpenLine>[]): Promise<void>;
  /** Answers lines that waited too long. */
  expire(lines: readonly OpenLine[]): void;
}

/** The lines bound for one stream, grouped into requests in the order they came. */
export interface GroupLane {
  add(lines: readonly OpenLine[]): void;
  /** From now on nothing waits for company. */
  hurry(): void;
}

export function createGroupLane(options: GroupLaneOptions): GroupLane {
  const { clock, maxWaitMs, slots, holdMs, deliver, expire } = options;
  let queue: OpenLine[] = [];
  let queuedBytes = 0;
  let inFlight = 0;
  let ripe = false;
  let hurried = false;
  let linger: NodeJS.Timeout | undefined;
  let held: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;

  const take = (): readonly PackedRecord<OpenLine>[] => {
    const { records, next } = packBatch(queue);
    queue = queue.slice(next);
    for (const record of records) queuedBytes -= record.bytes;
    // Lines left over by a full request have waited with it: they go with the next free slot.
    ripe = queue.length > 0;
    return records;
  };

  const pump = (): void => {
    while (queue.length > 0 && inFlight < slots()) {
      const hold = hurried ? 0 : holdMs();
      if (hold > 0) {
        if (held === undefined) {
          held = setTimeout(() => {
            held = undefined;
            pump();
          }, hold);
        }
        break;
      }
      if (!ripe && !hurried && queuedBytes < FULL_BATCH_BYTES) {
        linger ??= setTimeout(() => {
          linger = undefined;
          ripe = true;
          pump();
        }, LINGER_MS);
        break;
      }
      clearTimeout(linger);
      linger = undefined;
      inFlight++;
      void deliver(take()).finally(() => {
        inFlight--;
        // What gathered while this request was away has waited enough.
        ripe = queue.length > 0;
        pump();
      });
    }
    watchExpiry();
  };

  const watchExpiry = (): void => {
    const head = queue[0];
    if (!head) {
      clearTimeout(expiry);
      expiry = undefined;
      return;
    }
    expiry ??= setTimeout(
      () => {
        expiry = undefined;
        const limit = clock() - maxWaitMs;
        const fresh = queue.findIndex((line) => line.at > limit);
        const stale = fresh === -1 ? queue : queue.slice(0, fresh);
        queue = fresh === -1 ? [] : queue.slice(fresh);
        for (const line of stale) queuedBytes -= line.bytes;
        expire(stale);
        watchExpiry();
      },
      Math.max(1, head.at + maxWaitMs - clock()),
    );
  };

  return {
    add(lines) {
      for (const line of lines) {
        queue.push(line);
        queuedBytes += line.bytes;
      }
      pump();
    },
    hurry() {
      hurried = true;
      clearTimeout(held);
      pump();
    },
  };
}
