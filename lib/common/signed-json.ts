import { createHmac, timingSafeEqual } from 'node:crypto';

function sign(payload: string, purpose: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}:${payload}`).digest();
}

/**
 * `base64url(JSON).base64url(HMAC-SHA256)`: readable by anybody, made by us alone. The purpose is
 * signed too, so that a text signed for one use is worth nothing in another.
 */
export function signJson(value: unknown, purpose: string, secret: string): string {
  const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${payload}.${sign(payload, purpose, secret).toString('base64url')}`;
}

/** What was signed for that purpose, or null for anything forged, cut, overlong or made elsewhere. */
export function readSignedJson(
  text: string,
  purpose: string,
  secret: string,
  maxChars: number,
): unknown {
  if (text.length > maxChars) return null;
  const [payload, signature, ...more] = text.split('.');
  if (!payload || !signature || more.length > 0) return null;
  const expected = sign(payload, purpose, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}
