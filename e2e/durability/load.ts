import { PRODUCTS } from '@/lib/catalog/catalog';
import { MINUTE_MS } from '@/lib/common/clock';
import { createRng, type Rng } from '@/lib/common/rng';
import { signRunToken } from '@/lib/common/run-token';
import type { BatchAck } from '@/lib/events/batch';
import type { Oracle } from '@/lib/testing/oracle';
import { batchOf, type IssuedEvent, issueEvents } from '@/lib/testing/oracle-events';

export interface LoadOptions {
  readonly oracle: Oracle;
  /** The shop's address; the port stays while servers come and go. */
  readonly url: string;
  readonly seed: number;
  readonly loops: number;
  /** Signs run tokens as the server does. */
  readonly runSecret: string;
}

export interface LoadCounts {
  requests: number;
  replayed: number;
  withoutAnswer: number;
  shed: number;
  /** Answers that are neither 200 nor 503, or not what was due: each a violation. */
  readonly unexpected: string[];
}

/** Several senders at full speed through the real doors, for as long as it is told. */
export interface Load {
  readonly counts: LoadCounts;
  /** One fresh batch: whether it was acked. */
  probe(): Promise<boolean>;
  /** Lets what is on the way end and sends nothing more. */
  stop(): Promise<void>;
}

interface Sendable {
  readonly events: readonly IssuedEvent[];
  readonly runId: string | null;
}

const KEPT_FOR_REPLAY = 50;
const REPLAYED = 0.1;
/** Of the batches without an answer this share is sent again; the others stay unknown. */
const RETRIED = 0.8;
const OF_A_RUN = 0.3;
const DOWN_MS = 100;

export function startLoad({ oracle, url, seed, loops, runSecret }: LoadOptions): Load {
  const counts: LoadCounts = {
    requests: 0,
    replayed: 0,
    withoutAnswer: 0,
    shed: 0,
    unexpected: [],
  };
  let running = true;

  function issue(rng: Rng): Sendable {
    const runId = rng() < OF_A_RUN ? `durability-${seed}` : null;
    const count = 1 + Math.floor(rng() * 20);
    const events = issueEvents({ rng, now: Date.now(), count, runId, prices: PRODUCTS });
    for (const { id, stored, rejected } of events) oracle.issue(id, rejected ? null : stored);
    return { events, runId };
  }

  function nobodyKnows(events: readonly IssuedEvent[]): false {
    for (const { id } of events) oracle.tell(id, 'unknown');
    return false;
  }

  /** Answers whether the batch is over: its fate is known for good. */
  async function send({ events, runId }: Sendable, door: string): Promise<boolean> {
    counts.requests += 1;
    const now = Date.now();
    const claim = runId && { actor: 'producer' as const, run_id: runId, exp: now + MINUTE_MS };
    let answer: Partial<BatchAck>;
    try {
      const response = await fetch(`${url}/api/events${door}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(claim && { 'x-footfall-run': signRunToken(claim, runSecret) }),
        },
        body: JSON.stringify(batchOf(events, now)),
      });
      answer = await response.json();
      if (response.status === 503) {
        counts.shed += 1;
        return nobodyKnows(events);
      }
      if (response.status !== 200) {
        counts.unexpected.push(`${response.status} ${JSON.stringify(answer)}`);
        return true;
      }
    } catch {
      counts.withoutAnswer += 1;
      return nobodyKnows(events);
    }
    const results = new Map(answer.results?.map(({ event_id, status }) => [event_id, status]));
    for (const { id, rejected } of events) {
      const status = results.get(id);
      if (status !== (rejected ? 'rejected' : 'accepted')) {
        counts.unexpected.push(`${id} answered ${status}`);
      }
      if (status) oracle.tell(id, status === 'accepted' ? 'ok' : 'refused');
    }
    return true;
  }

  async function loop(number: number): Promise<void> {
    const rng = createRng(seed * 1_000 + number);
    // One sender in three takes Next's route, the others the door on bare node:http.
    const door = number % 3 === 2 ? '?door=next' : '';
    const sent: Sendable[] = [];
    const again: Sendable[] = [];
    while (running) {
      const old = rng() < REPLAYED ? sent[Math.floor(rng() * sent.length)] : undefined;
      if (old) counts.replayed += 1;
      const batch = again.shift() ?? old ?? issue(rng);
      if (await send(batch, door)) {
        sent.push(batch);
        if (sent.length > KEPT_FOR_REPLAY) sent.shift();
      } else {
        if (rng() < RETRIED) again.push(batch);
        await new Promise((resolve) => setTimeout(resolve, DOWN_MS));
      }
    }
  }

  const senders = Array.from({ length: loops }, (_, number) =>
    loop(number).catch((error: unknown) => {
      counts.unexpected.push(`a sender failed: ${error}`);
    }),
  );
  const probing = createRng(seed * 1_000 + loops);
  return {
    counts,
    probe: () => send(issue(probing), ''),
    async stop() {
      running = false;
      await Promise.all(senders);
    },
  };
}
