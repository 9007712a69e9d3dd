import type { Rng } from '@/lib/common/rng';
import type { BatchAck, EventBatch } from '@/lib/events/batch';

/** Ids the collector let us forget; or how long to wait before sending the same again. */
export type SendOutcome =
  | { readonly acked: readonly string[] }
  | { readonly retryAfterMs: number | null };

export type Send = (batch: EventBatch) => Promise<SendOutcome>;

/**
 * Posts a batch. Only our own answer, naming ids, lets go of events: a captive portal's 200 or a
 * proxy's 403 does not. `keepalive` carries a batch over the page's end; the answer is always read,
 * since an unread one keeps its share of the browser's keepalive quota.
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
      });
      const text = await response.text();
      const ack = response.ok ? readAck(text, batch.batch_id) : null;
      if (ack) return { acked: ack };
      const seconds = Number(response.headers.get('retry-after'));
      return { retryAfterMs: seconds > 0 ? seconds * 1000 : null };
    } catch {
      return { retryAfterMs: null }; // Offline, cut off or redirected: the queue keeps the events.
    }
  };
}

function readAck(text: string, batchId: string): string[] | null {
  try {
    const ack: Partial<BatchAck> = JSON.parse(text);
    if (ack.v !== 1 || ack.batch_id !== batchId || !Array.isArray(ack.results)) return null;
    return ack.results.flatMap(({ event_id }) => event_id ?? []);
  } catch {
    return null;
  }
}

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 5 * 60_000;

/** Full jitter: anywhere up to the doubled step, so that browsers do not come back together. */
export function backoffMs(failures: number, retryAfterMs: number | null, rng: Rng): number {
  const step = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** failures);
  return retryAfterMs === null ? rng() * step : retryAfterMs * (0.8 + 0.4 * rng());
}
