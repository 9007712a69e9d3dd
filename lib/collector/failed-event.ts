import { toIso } from '@/lib/common/clock';
import { MAX_EVENT_BYTES } from '@/lib/events/batch';
import type { FailureReason } from '@/lib/events/validate';
import type { BatchFacts } from './read-event';

/** What the batch said of its sender: an event that is read again later is completed from it. */
export type FailedSender = Pick<BatchFacts, 'run' | 'enrichment' | 'skew' | 'memoryStore'>;

/** What broke the contract, kept with its bytes so that it can be looked at and sent again. */
export interface FailedEvent {
  readonly reason: FailureReason;
  readonly field?: string;
  readonly batch_id: string;
  /** Place in the batch, from 0. */
  readonly index: number;
  /** The id it claimed, where it claimed a usable one. */
  readonly event_id: string | null;
  /** Its JSON as it was sent. */
  readonly text: string;
  /** Absent where it came in no batch. */
  readonly sender?: FailedSender;
}

/** One line of the failed stream; the bytes are in base64, at most 16 KiB of them. */
export function failedLine(failed: FailedEvent, receivedAt: number): string {
  const { text, event_id, sender, ...known } = failed;
  const bytes = Buffer.from(text);
  return JSON.stringify({
    received_at: toIso(receivedAt),
    ...known,
    // Half of a surrogate pair is escaped by JSON.stringify, and such a line no JSON reader takes.
    event_id: event_id?.toWellFormed() ?? null,
    bytes: bytes.subarray(0, MAX_EVENT_BYTES).toString('base64'),
    truncated: bytes.length > MAX_EVENT_BYTES,
    ...(sender && { sender: senderFields(sender) }),
  });
}

function senderFields({ run, enrichment, skew, memoryStore }: FailedSender) {
  return { skew_ms: skew, store: memoryStore ? 'mem' : 'idb', ...enrichment, run };
}
