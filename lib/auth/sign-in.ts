import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@/lib/common/clock';
import { type Attempts, createAttempts } from './attempts';

/** Failures by account and by client address; either one being full refuses a try. */
export interface SignInLimits {
  readonly accounts: Attempts;
  readonly addresses: Attempts;
}

export interface SignInTry {
  readonly user: string;
  readonly password: string;
  /** Client address as the server saw it. */
  readonly address: string;
}

/** `wrong` does not say what was wrong: an unknown user and a wrong password look and cost the same. */
export type SignInOutcome =
  | { readonly ok: true; readonly user: string }
  | { readonly ok: false; readonly code: 'wrong' }
  | { readonly ok: false; readonly code: 'limited'; readonly waitMs: number };

export function createSignInLimits(clock: Clock): SignInLimits {
  return { accounts: createAttempts({ clock }), addresses: createAttempts({ clock }) };
}

/**
 * Judges one try. Only failures count, so signing in often locks nobody out; while a limit is full
 * the right password is refused too, or the limit would tell it.
 */
export function judgeSignIn(
  given: SignInTry,
  expected: { readonly user: string; readonly password: string },
  limits: SignInLimits,
): SignInOutcome {
  const waitMs = Math.max(
    limits.accounts.waitMs(given.user),
    limits.addresses.waitMs(given.address),
  );
  if (waitMs > 0) return { ok: false, code: 'limited', waitMs };
  const key = randomBytes(32);
  // Both are always compared, so that time does not tell which of them was wrong.
  const sameUser = sameText(given.user, expected.user, key);
  const samePassword = sameText(given.password, expected.password, key);
  if (sameUser && samePassword) return { ok: true, user: expected.user };
  limits.accounts.failed(given.user);
  limits.addresses.failed(given.address);
  return { ok: false, code: 'wrong' };
}

/** Hashing first gives both sides one length and hides where they differ. */
function sameText(a: string, b: string, key: Buffer): boolean {
  const hash = (text: string) => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

const KEY = Symbol.for('footfall.sign-in-limits');

/** The limits of this process, shared by all bundled copies of this file. */
export function processSignInLimits(clock: Clock): SignInLimits {
  const shared = globalThis as { [KEY]?: SignInLimits };
  shared[KEY] ??= createSignInLimits(clock);
  return shared[KEY];
}
