import { isUtf8 } from 'node:buffer';
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
export type Envelope = z.infer<typeof envelopeRule> & {
  /** The body as text, for those who need to see an event as it was sent. */
  readonly text: string;
};

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RefusalCode };

export interface JsonBody {
  readonly json: unknown;
  readonly text: string;
}

/** The JSON value of a body, refusing what `JSON.parse` over repaired text would let through. */
export function decodeJson(body: Uint8Array): Decoded<JsonBody> {
  if (body.length === 0) return { ok: false, code: 'empty' };
  // Decoding would turn invalid bytes into U+FFFD in silence.
  if (!isUtf8(body)) return { ok: false, code: 'encoding' };
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const text = bytes.toString('utf8', startsWithMark(bytes) ? 3 : 0);
  try {
    return { ok: true, value: { json: JSON.parse(text), text } };
  } catch {
    return { ok: false, code: text.includes('\u0000') ? 'encoding' : 'malformed' };
  }
}

/** Whether a byte order mark stands before the text; JSON.parse would take it for a fault. */
function startsWithMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Reads the envelope of a batch. */
export function decodeBatch(body: Uint8Array): Decoded<Envelope> {
  const decoded = decodeJson(body);
  if (!decoded.ok) return decoded;
  const { json, text } = decoded.value;
  const envelope = envelopeRule.safeParse(json);
  if (!envelope.success) return { ok: false, code: 'shape' };
  if (envelope.data.events.length > MAX_BATCH_EVENTS) return { ok: false, code: 'too_large' };
  return { ok: true, value: { ...envelope.data, text } };
}
