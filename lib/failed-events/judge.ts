import type { PriceOf } from '@/lib/collector/read-event';
import { readEvent } from '@/lib/collector/read-event';
import { toIso } from '@/lib/common/clock';
import { readUndelivered } from '@/lib/delivery/redrive-rules';
import { MAX_EVENT_BYTES } from '@/lib/events/batch';
import { toLine } from '@/lib/events/complete';
import type { FailureReason } from '@/lib/events/validate';
import { type KeptFailure, senderOf } from './kept-failure';
import { REASONS } from './reasons';

/** What today's rules make of a failed event. */
export type Judged =
  | { readonly passes: true; readonly event_id: string; readonly line: string }
  | {
      readonly passes: false;
      readonly withheld: boolean;
      readonly reason: FailureReason;
      readonly field: string | null;
      readonly words: string;
    };

/** No batch of a browser has such a name: its letters are others. */
const REDRIVE = 'redrive:';

/**
 * Reads an event again by the collector's own rules, as of the moment at which it was received: the
 * same fields, the same clock, the same sender. Judged twice it is the same line to the byte.
 */
export function judge(kept: KeptFailure, priceOf: PriceOf): Judged {
  const { reason, receivedMs } = kept;
  const { never } = REASONS[reason];
  if (never !== undefined) return withheld(kept, never);
  if (kept.truncated) {
    return withheld(kept, 'Only its first 16 KiB are kept: the rest is not there to be read.');
  }
  const bytes = Buffer.from(kept.content, 'base64');
  if (kept.batch_id.startsWith(REDRIVE)) return redriven(kept, bytes);
  if (bytes.length > MAX_EVENT_BYTES) return fault('too_large', null);
  const sender = senderOf(kept);
  if (!sender) {
    return withheld(kept, 'It is of a run whose effects this release does not understand.');
  }
  let raw: unknown;
  try {
    raw = JSON.parse(bytes.toString('utf8'));
  } catch {
    return withheld(kept, 'What is kept of it is not JSON.');
  }
  const facts = { ...sender, receivedAt: receivedMs, receivedAtText: toIso(receivedMs) };
  const read = readEvent(raw, facts, priceOf);
  if (!read.ok) return fault(read.reason, read.field ?? null);
  return { passes: true, event_id: read.event.event_id, line: toLine(read.event) };
}

/** What Firehose gave back and redrive could not mend: an event of the lake, by redrive's rules of today. */
function redriven(kept: KeptFailure, bytes: Buffer): Judged {
  const [first, ...others] = readUndelivered(bytes, kept.receivedMs);
  if (!first || others.length > 0) return withheld(kept, 'It is not one event.');
  if ('fault' in first) return fault(first.fault.reason, first.fault.field ?? null);
  const { event_id } = JSON.parse(first.line) as { event_id: string };
  return { passes: true, event_id, line: first.line };
}

export function fault(reason: FailureReason, field: string | null): Judged {
  return { passes: false, withheld: false, reason, field, words: REASONS[reason].title };
}

function withheld({ reason, field }: KeptFailure, words: string): Judged {
  return { passes: false, withheld: true, reason, field, words };
}
