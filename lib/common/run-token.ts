import { readSignedJson, signJson } from './signed-json';

/**
 * What a signed run says of the requests that carry it. A bot or a producer speaks for shoppers of
 * its own (device, browser, location, time, purchases); a person who looks at a run's scenario stays
 * a person, and only the run's name and scenario hold for them.
 */
export interface RunClaim<Scenario = unknown> {
  readonly actor: 'human' | 'bot' | 'producer';
  readonly run_id: string;
  /** Epoch milliseconds after which the token is worth nothing. */
  readonly exp: number;
  /** What the shop does otherwise for this run. */
  readonly scenario?: Scenario;
  /** Its events' times are corrected and judged as a browser's are, not believed. */
  readonly held_to_clock?: true;
}

/** A run whose shoppers are simulated: it may say of them what nobody else may say. */
export type TrafficRun<Scenario> = RunClaim<Scenario> & { readonly actor: 'bot' | 'producer' };

/** Of the cookie, and of the link parameter that sets it. */
export const RUN_TOKEN_NAME = 'footfall_run';
const PURPOSE = 'run-token';
/** Room for every effect at once; browsers keep four times as much in a cookie. */
const MAX_TOKEN_CHARS = 1_024;
const ACTORS: readonly unknown[] = ['human', 'bot', 'producer'];
const RUN_ID = /^[a-zA-Z0-9._-]{1,64}$/;

/** Short enough for a cookie. */
export function signRunToken(claim: RunClaim, secret: string): string {
  return signJson(claim, PURPOSE, secret);
}

/**
 * The claim, or null for anything forged, expired or malformed: such a request is simply no run's.
 * A scenario that `readScenario` does not understand makes the whole token worthless: a run whose
 * effects are not played must not be recorded as if they were.
 */
export function verifyRunToken<Scenario>(
  token: string,
  secret: string,
  now: number,
  readScenario: (value: unknown) => Scenario | null = () => null,
): RunClaim<Scenario> | null {
  const claim = readSignedJson(token, PURPOSE, secret, MAX_TOKEN_CHARS);
  if (!isRunClaim(claim) || claim.exp <= now) return null;
  const { actor, run_id, exp } = claim;
  const read = { actor, run_id, exp, ...(claim.held_to_clock && { held_to_clock: true as const }) };
  if (claim.scenario === undefined) return read;
  const scenario = readScenario(claim.scenario);
  return scenario && { ...read, scenario };
}

export function isTrafficRun<Scenario>(
  run: RunClaim<Scenario> | null,
): run is TrafficRun<Scenario> {
  return run !== null && run.actor !== 'human';
}

function isRunClaim(value: unknown): value is RunClaim {
  if (typeof value !== 'object' || value === null) return false;
  const { actor, run_id, exp, held_to_clock } = value as Record<string, unknown>;
  return (
    ACTORS.includes(actor) &&
    (held_to_clock === undefined || held_to_clock === true) &&
    typeof run_id === 'string' &&
    RUN_ID.test(run_id) &&
    typeof exp === 'number'
  );
}
