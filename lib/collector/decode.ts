import { z } from 'zod';
import { ISO_TIME, toIso } from '@/lib/common/clock';
import { type ClientContext, MAX_BATCH_EVENTS } from '@/lib/events/batch';
import type { RefusalCode } from './answer';

/** Epoch milliseconds of a contract timestamp, or null where the text is none. */
export function parseTime(text: string): number | null {
  const time = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return null;
  // Date.parse takes 24:00 and 31 February for the times they would run on to.
  const doubtful = text.slice(11, 13) > '23' || text.slice(8, 10) > '28';
  return doubtful && toIso(time) !== text ? null : time;
}

export const sentAtRule = z.string().refine((text) => parseTime(text) !== null);

/** Context is about the sender, not the events: what is missing gets a harmless value. */
export const contextRule: z.ZodType<ClientContext> = z.object({
  user_agent: z.string().max(1024).default(''),
  time_zone: z.string().max(64).default(''),
  touch: z.boolean().default(false),
  store: z.enum(['idb', 'mem']).default('idb'),
  dropped: z.record(z.string().max(32), z.number().int().min(0).max(1_000_000)).optional(),
});

const envelopeRule = z.object({
  v: z.literal(1),
  batch_id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  sent_at: sentAtRule,
  context: contextRule,
  events: z.array(z.unknown()).min(1),
});

/** A batch whose envelope is sound; its events are not yet looked at. */
export type Envelope = z.infer<typeof envelopeRule>;

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RefusalCode };

/** The JSON value of a body, refusing what `JSON.parse` over repaired text would let through. */
export function decodeJson(body: Uint8Array): Decoded<unknown> {
  if (body.length === 0) return { ok: false, code: 'empty' };
  let text: string;
  try {
    // `fatal`, or invalid bytes would become U+FFFD in silence; a byte order mark is stripped.
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return { ok: false, code: 'encoding' };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, code: text.includes('\u0000') ? 'encoding' : 'malformed' };
  }
}

/** Reads the envelope of a batch. */
export function decodeBatch(body: Uint8Array): Decoded<Envelope> {
  const json = decodeJson(body);
  if (!json.ok) return json;
  const envelope = envelopeRule.safeParse(json.value);
  if (!envelope.success) return { ok: false, code: 'shape' };
  if (envelope.data.events.length > MAX_BATCH_EVENTS) return { ok: false, code: 'too_large' };
  return { ok: true, value: envelope.data };
}
