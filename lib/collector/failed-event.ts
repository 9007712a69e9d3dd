import { toIso } from '@/lib/common/clock';
import { MAX_EVENT_BYTES } from '@/lib/events/batch';
import type { FailureReason } from '@/lib/events/validate';

/** What broke the contract, kept with its bytes so that it can be looked at and sent again. */
export interface FailedEvent {
  readonly reason: FailureReason;
  readonly field?: string;
  readonly batch_id: string;
  /** Place in the batch, from 0. */
  readonly index: number;
  /** The id it claimed, where it claimed a usable one. */
  readonly event_id: string | null;
  readonly raw: unknown;
}

/** One line of the failed stream; the bytes are JSON in base64, at most 16 KiB of them. */
export function failedLine(failed: FailedEvent, receivedAt: number): string {
  const { raw, ...known } = failed;
  const bytes = Buffer.from(stringify(raw));
  return JSON.stringify({
    received_at: toIso(receivedAt),
    ...known,
    bytes: bytes.subarray(0, MAX_EVENT_BYTES).toString('base64'),
    truncated: bytes.length > MAX_EVENT_BYTES,
  });
}

function stringify(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? 'undefined';
  } catch (error) {
    // Nested beyond the stack; its shape is all that can be kept.
    return JSON.stringify({ unprintable: (error as Error).name });
  }
}
