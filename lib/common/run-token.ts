import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who may set what only a traffic run may set (actor, run_id, device, browser, location, time). */
export interface RunClaim {
  readonly actor: 'bot' | 'producer';
  readonly run_id: string;
  /** Epoch milliseconds after which the token is worth nothing. */
  readonly exp: number;
}

export const RUN_TOKEN_NAME = 'footfall_run';
const MAX_TOKEN_CHARS = 512;
const RUN_ID = /^[a-zA-Z0-9._-]{1,64}$/;

function sign(payload: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`run-token:${payload}`).digest();
}

/** `base64url(JSON claim).base64url(HMAC-SHA256)`, short enough for a cookie. */
export function signRunToken(claim: RunClaim, secret: string): string {
  const payload = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `${payload}.${sign(payload, secret).toString('base64url')}`;
}

/** The claim, or null for anything forged, expired or malformed: such a request is simply no run's. */
export function verifyRunToken(token: string, secret: string, now: number): RunClaim | null {
  if (token.length > MAX_TOKEN_CHARS) return null;
  const [payload, signature, ...more] = token.split('.');
  if (!payload || !signature || more.length > 0) return null;
  const expected = sign(payload, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claim: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return isRunClaim(claim) && claim.exp > now ? claim : null;
}

function isRunClaim(value: unknown): value is RunClaim {
  if (typeof value !== 'object' || value === null) return false;
  const { actor, run_id, exp } = value as Record<string, unknown>;
  return (
    (actor === 'bot' || actor === 'producer') &&
    typeof run_id === 'string' &&
    RUN_ID.test(run_id) &&
    typeof exp === 'number'
  );
}
