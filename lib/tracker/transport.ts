import type { Rng } from '@/lib/common/rng';
import type { BatchAck, EventBatch } from '@/lib/events/batch';

/**
 * What became of a batch. `acked`: the ids that our collector let us forget. `refused`: our
 * collector will never take this batch as it is, or it came too slowly. `later`: try the same again.
 */
export type SendOutcome =
  | { readonly kind: 'acked'; readonly ids: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'later'; readonly afterMs: number | null };

export type Send = (batch: EventBatch) => Promise<SendOutcome>;

const TIMEOUT_MS = 15_000;
/** Refusals of a whole batch that sending it again unchanged would only repeat. */
const FINAL = ['empty', 'malformed', 'encoding', 'shape', 'too_large', 'timeout'];

/**
 * Posts a batch. Only our own answer, naming ids, lets go of events: a captive portal's 200 or a
 * proxy's 403 does not. The request leaves in the caller's own task, and `keepalive` lets it outlive
 * the page; the answer is always read, since an unread one keeps its share of the keepalive quota.
 */
export function httpTransport(endpoint: string, fetcher: typeof fetch): Send {
  return async (batch) => {
    try {
      const response = await fetcher(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(batch),
        keepalive: true,
        redirect: 'error',
        // One request that never ends would hold the sender's place for every tab.
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = parse(await response.text());
      if (response.ok && answer?.v === 1 && answer.batch_id === batch.batch_id && answer.results) {
        return { kind: 'acked', ids: answer.results.flatMap(({ event_id }) => event_id ?? []) };
      }
      if (answer?.code && FINAL.includes(answer.code))
        return { kind: 'refused', code: answer.code };
      const seconds = Number(response.headers.get('retry-after'));
      return { kind: 'later', afterMs: seconds > 0 ? seconds * 1000 : null };
    } catch {
      return { kind: 'later', afterMs: null }; // Offline, cut off or redirected: the queue keeps them.
    }
  };
}

function parse(text: string): (Partial<BatchAck> & { code?: string }) | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 5 * 60_000;

/** Full jitter: anywhere up to the doubled step, so that browsers do not come back together. */
export function backoffMs(failures: number, afterMs: number | null, rng: Rng): number {
  const step = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** failures);
  return afterMs === null ? rng() * step : Math.min(BACKOFF_MAX_MS, afterMs) * (0.8 + 0.4 * rng());
}
