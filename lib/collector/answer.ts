import { logError } from '@/lib/common/log-error';

/** Why a whole request was turned away: the closed list, each with its HTTP status. */
export const REFUSALS = {
  empty: 400,
  malformed: 400,
  encoding: 400,
  shape: 400,
  foreign_origin: 403,
  bad_run_token: 403,
  method: 405,
  timeout: 408,
  too_large: 413,
  unsupported_type: 415,
  limited: 429,
  overloaded: 503,
  outage: 503,
  sink_down: 503,
  unexpected: 503,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** What a door sends back: it adds nothing to it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal never echoes input. `retryAfterSeconds` says when asking again makes sense. */
export function refuse(code: RefusalCode, retryAfterSeconds?: number): Answer {
  return {
    status: REFUSALS[code],
    body: { code },
    headers: {
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(code === 'method' && { allow: 'POST' }),
    },
  };
}

/**
 * A fault of ours is a 503 like any other trouble: the sender keeps its events and comes back. It is
 * logged, since nothing here is meant to throw.
 */
export function refuseUnexpected(error: unknown): Answer {
  logError('collector', error);
  return refuse('unexpected', 5);
}

export async function answerSafely(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    return refuseUnexpected(error);
  }
}
