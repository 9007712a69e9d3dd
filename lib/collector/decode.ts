import { isUtf8 } from 'node:buffer';
import type { RefusalCode } from './answer';
import { type Envelope, readEnvelope } from './envelope';

/** A sound batch and its body as text, for those who need to see an event as it was sent. */
export type Batch = Envelope & { readonly text: string };

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
export function decodeBatch(body: Uint8Array): Decoded<Batch> {
  const decoded = decodeJson(body);
  if (!decoded.ok) return decoded;
  const { json, text } = decoded.value;
  const envelope = readEnvelope(json);
  if (envelope === null) return { ok: false, code: 'shape' };
  if (envelope === 'too_large') return { ok: false, code: 'too_large' };
  return { ok: true, value: { ...envelope, text } };
}
