import type { Collector } from '@/lib/collector/collector';
import { MINUTE_MS } from '@/lib/common/clock';
import { signRunToken } from '@/lib/common/run-token';
import type { BatchAck } from '@/lib/events/batch';
import { RUN_SECRET } from './collector-fixture';
import type { Oracle } from './oracle';
import { batchOf, type IssuedEvent } from './oracle-events';

export interface Sending {
  readonly events: readonly IssuedEvent[];
  readonly runId: string | null;
  /** The sender's clock. */
  readonly now: number;
}

/**
 * Posts a batch to a collector in this process and tells the oracle what was answered. Resolves with
 * the status and the reasons of rejected events; what never ends is never told.
 */
export async function sendIssued(
  collector: Collector,
  oracle: Oracle,
  { events, runId, now }: Sending,
): Promise<{ readonly status: number; readonly reasons: readonly string[] }> {
  const claim = { actor: 'producer', run_id: runId ?? '', exp: now + MINUTE_MS } as const;
  const headers: Readonly<Record<string, string>> = {
    'content-type': 'application/json',
    ...(runId && { 'x-footfall-run': signRunToken(claim, RUN_SECRET) }),
  };
  const admission = collector.admit({
    method: 'POST',
    header: (name) => headers[name],
    address: null,
  });
  const answer = admission.ok
    ? await collector.collect(admission.ticket, Buffer.from(JSON.stringify(batchOf(events, now))))
    : admission.answer;
  if (answer.status !== 200) {
    for (const { id } of events) oracle.tell(id, 'unknown');
    return { status: answer.status, reasons: [] };
  }
  const { results } = answer.body as BatchAck;
  for (const [index, { id }] of events.entries()) {
    const result = results[index];
    if (result?.event_id !== id) throw new Error(`${id} was answered as ${result?.event_id}`);
    oracle.tell(id, result.status === 'accepted' ? 'ok' : 'refused');
  }
  return { status: 200, reasons: results.flatMap(({ reason }) => reason ?? []) };
}
