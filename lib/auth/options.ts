import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { ADDRESS_HEADER } from '@/lib/common/address-header';
import { type Clock, HOUR_MS, SECOND_MS } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { ADMIN_PATH, SIGN_IN_PATH } from './admin-path';
import { authCookies } from './cookies';
import { limitedError } from './limited';
import { type OidcSettings, oidcProvider } from './oidc';
import { ROLES, type Role } from './roles';
import type { SignInDesk } from './sign-in';

/** Without a sign of life; an open page gives one every few minutes. */
const IDLE_S = HOUR_MS / SECOND_MS;
/** From signing in, however busy. */
const LONGEST_MS = 8 * HOUR_MS;
/** What a stale or forged cookie makes next-auth say; everyday, and anybody could fill the log with it. */
const BAD_COOKIE = 'JWT_SESSION_ERROR';

/** What happened at the door, as the audit log takes it. */
export interface DoorNote {
  readonly who: string;
  readonly act: 'signed_in' | 'sign_in_refused' | 'signed_out';
  /** The way: `password`, or the provider's name. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface AuthSettings {
  readonly desk: SignInDesk;
  readonly oidc: OidcSettings | null;
  /** Encrypts the session cookie. */
  readonly secret: string;
  /** Address visitors use; https makes the cookies Secure. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Never throws and is not waited for. */
  note?(note: DoorNote): void;
}

const credentials = z.object({
  username: z.string().min(1).max(256),
  password: z.string().min(1).max(256),
});
// Without our server in front nobody vouches for an address: all share one bucket.
const headers = z.object({ [ADDRESS_HEADER]: z.string().min(1).max(64).catch('unknown') });

const PASSWORD_ID = 'password:';

/** As either way of signing in describes a person, and as the cookie carries them. */
const person = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  role: z.enum(ROLES),
});
const carried = z.object({
  sub: z.string().min(1),
  name: z.string().min(1),
  role: z.enum(ROLES),
  signed_in_at: z.number(),
});

type Authorize = (
  given: unknown,
  request: { readonly headers?: unknown },
) => Promise<z.infer<typeof person> | null>;

/** Judges what the sign-in form sent; next-auth turns null into one uniform error. */
export function createAuthorize(
  desk: SignInDesk,
  note: NonNullable<AuthSettings['note']> = () => undefined,
): Authorize {
  return async (given, request) => {
    const read = credentials.safeParse(given);
    if (!read.success) return null;
    const address = headers.parse(request.headers ?? {})[ADDRESS_HEADER];
    const { username, password } = read.data;
    const outcome = await desk.judge({ user: username, password, address });
    if (outcome.ok) {
      return { id: PASSWORD_ID + outcome.user, name: outcome.user, role: outcome.role };
    }
    const why = outcome.code;
    note({ who: username, act: 'sign_in_refused', subject: 'password', detail: { why } });
    if (outcome.code === 'limited') throw limitedError(outcome.waitMs);
    return null;
  };
}

/** Where a sign-in or sign-out may lead: this origin, else the admin's first page. */
export function safeRedirect(url: string, baseUrl: string): string {
  const { origin } = new URL(baseUrl);
  if (URL.canParse(url, origin)) {
    const target = new URL(url, origin);
    if (target.origin === origin) return target.href;
  }
  return `${origin}${ADMIN_PATH}`;
}

/** next-auth's options, made per call: settings are not known while modules are evaluated. */
export function createAuthOptions(settings: AuthSettings): NextAuthOptions {
  const { desk, oidc, clock, note = () => undefined } = settings;
  const secure = settings.publicUrl.startsWith('https:');
  /** The role now: an account that was taken out of the settings is out at once. */
  const roleNow = (id: string, role: Role) =>
    id.startsWith(PASSWORD_ID) ? desk.roleOf(id.slice(PASSWORD_ID.length)) : role;
  return {
    secret: settings.secret,
    useSecureCookies: secure,
    cookies: authCookies(secure),
    session: { strategy: 'jwt', maxAge: IDLE_S },
    jwt: { maxAge: IDLE_S },
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH },
    providers: [
      Credentials({
        credentials: { username: { label: 'Name' }, password: { label: 'Password' } },
        authorize: createAuthorize(desk, note),
      }),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      // A provider's person without a role is refused: next-auth then says AccessDenied.
      signIn({ user, account }) {
        const known = person.safeParse(user).success;
        if (!known) {
          const who = typeof user.name === 'string' ? user.name : '';
          const subject = account?.provider ?? '';
          note({ who, act: 'sign_in_refused', subject, detail: { why: 'no_role' } });
        }
        return known;
      },
      // `user` is there only in the call that signs in. What this throws ends the session.
      jwt({ token, user }) {
        if (user) {
          const { id, name, role } = person.parse(user);
          return { sub: id, name, role, signed_in_at: clock() };
        }
        const held = carried.parse(token);
        const role = roleNow(held.sub, held.role);
        if (!role) throw new Error('the account is gone');
        if (clock() - held.signed_in_at >= LONGEST_MS) throw new Error('the session is over');
        return { ...held, role };
      },
      session: ({ session, token }) => ({
        ...session,
        user: { id: token.sub, name: token.name, role: token.role },
      }),
      redirect: ({ url, baseUrl }) => safeRedirect(url, baseUrl),
    },
    events: {
      signIn({ user, account }) {
        const subject = account?.provider === 'credentials' ? 'password' : account?.provider;
        const { name, role } = person.parse(user);
        note({ who: name, act: 'signed_in', subject: subject ?? '', detail: { role } });
      },
      signOut({ token }) {
        // Of a session that is over already nobody is named.
        const held = carried.safeParse(token);
        if (held.success) {
          note({ who: held.data.name, act: 'signed_out', subject: '', detail: {} });
        }
      },
    },
    logger: {
      error(code, metadata) {
        if (code !== BAD_COOKIE) logError(`sign-in ${code}`, errorOf(metadata));
      },
      warn: (code) => logError('sign-in', new Error(code)),
    },
  };
}

function errorOf(metadata: Error | { readonly error: Error }): Error {
  return metadata instanceof Error ? metadata : metadata.error;
}
