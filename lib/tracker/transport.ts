import type { Rng } from '@/lib/common/rng';
import type { BatchAck, EventBatch } from '@/lib/events/batch';

/**
 * What became of a batch. `acked`: the ids that our collector let us forget. `smaller`: it was too
 * much at once, or too slow. `refused`: our collector will never take it. `later`: the same again.
 */
export type SendOutcome =
  | { readonly kind: 'acked'; readonly ids: readonly string[]; readonly afterMs?: never }
  | { readonly kind: 'smaller' | 'refused' | 'later'; readonly afterMs?: number };

const TIMEOUT_MS = 15_000;

/**
 * Posts a batch. Only our own answer, naming ids, lets go of events: a captive portal's 200 or a
 * proxy's 403 does not. The request leaves in the caller's own task, and `keepalive` lets it outlive
 * the page; the answer is always read, since an unread one keeps its share of the keepalive quota.
 */
export async function postBatch(batch: EventBatch, fetcher = fetch): Promise<SendOutcome> {
  let afterMs: number | undefined;
  try {
    const response = await fetcher('/api/events', {
      method: 'POST',
      body: JSON.stringify(batch),
      keepalive: true,
      redirect: 'error',
      // One request that never ends would hold the sender's place for every tab.
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status, headers } = response;
    afterMs = Number(headers.get('retry-after')) * 1000;
    const text = await response.text();
    if (status === 408 || status === 413) return { kind: 'smaller' };
    const { v, batch_id, results, code }: BatchAck & { code?: string } = JSON.parse(text);
    if (status === 200 && v === 1 && batch_id === batch.batch_id) {
      const ids = batch.events
        .map(({ event_id }) => event_id)
        .filter((id) => results.some(({ event_id }) => event_id === id));
      if (ids[0]) return { kind: 'acked', ids };
    }
    // The one refusal of a whole batch that its content can cause and that would come again.
    if (code === 'shape') return { kind: 'refused' };
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return { kind: 'smaller' };
    // Offline, cut off, redirected or answered by somebody else: the queue keeps them.
  }
  return { kind: 'later', afterMs };
}

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_MAX_MS = 5 * 60_000;

/**
 * Never 0. Full jitter, anywhere up to the doubled step, so that browsers do not come back together;
 * or as long as the collector asked for, give or take a fifth.
 */
export function backoffMs(failures: number, afterMs: number | undefined, rng: Rng): number {
  return afterMs
    ? Math.min(BACKOFF_MAX_MS, afterMs) * (0.8 + 0.4 * rng())
    : Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** failures) * (1 - rng());
}
