import { type Clock, MINUTE_MS } from '@/lib/common/clock';
import { createAttempts } from './attempts';
import { networkOf } from './network';
import { hashOfNobody, hashPassword, isPassword } from './passwords';
import type { Role } from './roles';

/** Somebody who signs in by password. */
export interface Account {
  readonly user: string;
  readonly password: string;
  readonly role: Role;
}

export interface SignInTry {
  readonly user: string;
  readonly password: string;
  /** Client address as the server saw it. */
  readonly address: string;
}

/** `wrong` does not say what was wrong: an unknown user and a wrong password look and cost the same. */
export type SignInOutcome =
  | { readonly ok: true; readonly user: string; readonly role: Role }
  | { readonly ok: false; readonly code: 'wrong' }
  | { readonly ok: false; readonly code: 'limited'; readonly waitMs: number };

/** Where passwords are judged. */
export interface SignInDesk {
  judge(given: SignInTry): Promise<SignInOutcome>;
  /** The role that the account has now; null for a name without one. */
  roleOf(user: string): Role | null;
}

/** Passwords that may wait to be hashed; more at once is nobody's honest traffic. */
const MOST_WAITING = 32;

/**
 * Only failures count, so signing in often locks nobody out; while a limit is full the right
 * password is refused too, or the limit would tell it.
 */
export function createSignInDesk(options: {
  readonly accounts: readonly Account[];
  readonly clock: Clock;
}): SignInDesk {
  const { clock } = options;
  const failures = {
    byUser: createAttempts({ clock }),
    byNetwork: createAttempts({ clock }),
  };
  const accounts = new Map(options.accounts.map((account) => [account.user, account]));
  const hashes = new Map(
    options.accounts.map(({ user, password }) => [user, hashPassword(password)]),
  );
  const nobody = Promise.resolve(hashOfNobody());
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time: hashing runs on the threads that also sync what the collector takes in. */
  function verify({ user, password }: SignInTry): Promise<boolean> {
    waiting += 1;
    const verified = last
      .then(async () => isPassword(password, await (hashes.get(user) ?? nobody)))
      .finally(() => {
        waiting -= 1;
      });
    last = verified.catch(() => undefined);
    return verified;
  }

  return {
    async judge(given) {
      const network = networkOf(given.address);
      const waitMs = Math.max(
        failures.byUser.waitMs(given.user),
        failures.byNetwork.waitMs(network),
        waiting < MOST_WAITING ? 0 : MINUTE_MS,
      );
      if (waitMs > 0) return { ok: false, code: 'limited', waitMs };
      // Counted before it is judged, or tries made at once would all pass an empty count.
      const takeBack = [failures.byUser.failed(given.user), failures.byNetwork.failed(network)];
      const account = accounts.get(given.user);
      if (!(await verify(given)) || !account) return { ok: false, code: 'wrong' };
      for (const undo of takeBack) undo();
      return { ok: true, user: account.user, role: account.role };
    },
    roleOf: (user) => accounts.get(user)?.role ?? null,
  };
}

const KEY = Symbol.for('footfall.sign-in-desk');

/** The desk of this process, with its counts, shared by all bundled copies of this file. */
export function processSignInDesk(make: () => SignInDesk): SignInDesk {
  const shared = globalThis as { [KEY]?: SignInDesk };
  shared[KEY] ??= make();
  return shared[KEY];
}
