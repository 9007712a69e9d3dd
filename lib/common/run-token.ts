import { readSignedJson, signJson } from './signed-json';

/** Who may set what only a traffic run may set (actor, run_id, device, browser, location, time). */
export interface RunClaim {
  readonly actor: 'bot' | 'producer';
  readonly run_id: string;
  /** Epoch milliseconds after which the token is worth nothing. */
  readonly exp: number;
}

export const RUN_TOKEN_NAME = 'footfall_run';
const PURPOSE = 'run-token';
const MAX_TOKEN_CHARS = 512;
const RUN_ID = /^[a-zA-Z0-9._-]{1,64}$/;

/** Short enough for a cookie. */
export function signRunToken(claim: RunClaim, secret: string): string {
  return signJson(claim, PURPOSE, secret);
}

/** The claim, or null for anything forged, expired or malformed: such a request is simply no run's. */
export function verifyRunToken(token: string, secret: string, now: number): RunClaim | null {
  const claim = readSignedJson(token, PURPOSE, secret, MAX_TOKEN_CHARS);
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
