import type { QueryEngine } from '@/lib/analytics/query-engine';
import { type Clock, MINUTE_MS, SECOND_MS, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { EventBatch } from '@/lib/events/batch';
import { completeEvent, toLine } from '@/lib/events/complete';

/** One event of a robot of ours: labelled as such, and counted with the robots. */
export function canaryBatch(nowMs: number): EventBatch & { readonly id: string } {
  const id = uuidV7(nowMs);
  return {
    id,
    v: 1,
    batch_id: uuidV7(nowMs),
    sent_at: toIso(nowMs),
    context: { user_agent: 'FootfallCanary bot', time_zone: 'UTC', touch: false, store: 'mem' },
    events: [
      {
        event_id: id,
        user_id: 'canary',
        session_id: uuidV7(nowMs),
        event_type: 'view',
        page: 'home',
        product_id: null,
        timestamp: toIso(nowMs),
        referrer_url: null,
        user_type: 'new',
        tab_id: 'canary00',
        seq: 1,
        page_url: '/',
      },
    ],
  };
}

export interface CanaryOptions {
  /** Answers once the event is durable; throws where it was not taken. */
  readonly send: (batch: EventBatch) => Promise<void>;
  readonly engine: Pick<QueryEngine, 'query'>;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  readonly limitMs?: number;
  /** Told of each look, and why it saw nothing where it failed. */
  readonly waiting?: (sinceMs: number, trouble: string | null) => void;
}

export type CanaryResult =
  | { readonly seen: true; readonly afterMs: number; readonly id: string }
  | { readonly seen: false; readonly trouble: string; readonly id: string };

const LOOK_EVERY_MS = 20 * SECOND_MS;

/**
 * Sends one event and asks Athena for it until it is there. New addresses and roles take minutes to
 * work everywhere, so that a send or a look that fails is tried again until the time is over.
 */
export async function runCanary(options: CanaryOptions): Promise<CanaryResult> {
  const { send, engine, clock, sleep, limitMs = 20 * MINUTE_MS, waiting } = options;
  const startedAt = clock();
  const batch = canaryBatch(startedAt);
  const { id, ...wire } = batch;
  let sent = false;
  let trouble: string | null = null;
  for (;;) {
    try {
      if (!sent) {
        await send(wire);
        sent = true;
      }
      const { rows } = await engine.query(
        'SELECT count(*) AS found FROM events WHERE event_id = ?',
        { parameters: [id] },
      );
      if (Number(rows[0]?.[0]) > 0) return { seen: true, afterMs: clock() - startedAt, id };
      trouble = null;
    } catch (error) {
      trouble = (error as Error).message;
    }
    const sinceMs = clock() - startedAt;
    if (sinceMs >= limitMs) {
      const where = sent ? 'It was taken in, and Athena does not show it' : 'It could not be sent';
      return { seen: false, trouble: trouble ? `${where}: ${trouble}` : `${where}.`, id };
    }
    waiting?.(sinceMs, trouble);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Sends a batch by the way of every visitor: through CloudFront, to the collector. */
export function sendByAddress(address: string, fetcher: typeof fetch = fetch) {
  return async (batch: EventBatch): Promise<void> => {
    const response = await fetcher(new URL('/api/events', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    });
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    const { results = [] } = (await response.json()) as {
      results?: readonly { readonly status: string; readonly reason?: string }[];
    };
    if (results[0]?.status !== 'accepted') {
      throw new Error(`the collector answered ${JSON.stringify(results)}`);
    }
  };
}

/** Puts the batch into the sink itself, as the collector would store it, where no shop stands before it. */
export function sendToSink(sink: Pick<EventSink, 'put'>, clock: Clock) {
  return async ({ events }: EventBatch): Promise<void> => {
    const lines = events.map((wire) =>
      toLine(
        completeEvent(wire, {
          timestamp: wire.timestamp,
          event_ms: Date.parse(wire.timestamp),
          device_type: 'desktop',
          location: null,
          browser: 'Other',
          received_at: toIso(clock()),
          actor: 'bot',
          run_id: undefined,
          variant: undefined,
          unit_price: undefined,
          currency: undefined,
          flags: undefined,
          extra: undefined,
        }),
      ),
    );
    const refused = (await sink.put('events', lines)).find((outcome) => !outcome.ok);
    if (refused && !refused.ok) throw new Error(refused.message);
  };
}
