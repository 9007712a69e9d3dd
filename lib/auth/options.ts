import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { ADDRESS_HEADER } from '@/lib/common/address-header';
import { HOUR_MS, SECOND_MS } from '@/lib/common/clock';
import { ADMIN_PATH, SIGN_IN_PATH } from './admin-path';
import { limitedError } from './limited';
import { judgeSignIn, type SignInLimits } from './sign-in';

const SESSION_MAX_AGE_S = (8 * HOUR_MS) / SECOND_MS;

export interface AuthSettings {
  readonly user: string;
  readonly password: string;
  /** Signs and encrypts the session cookie. */
  readonly secret: string;
  /** Address visitors use; https makes the cookies Secure. */
  readonly publicUrl: string;
  readonly limits: SignInLimits;
}

const credentials = z.object({
  username: z.string().min(1).max(256),
  password: z.string().min(1).max(256),
});
// Without our server in front nobody vouches for an address: all share one bucket.
const headers = z.object({ [ADDRESS_HEADER]: z.string().min(1).max(64).catch('unknown') });

type Authorize = (
  given: unknown,
  request: { readonly headers?: unknown },
) => Promise<{ id: string; name: string } | null>;

/** Judges what the sign-in form sent; next-auth turns null into one uniform error. */
export function createAuthorize({ user, password, limits }: AuthSettings): Authorize {
  return async (given, request) => {
    const read = credentials.safeParse(given);
    if (!read.success) return null;
    const address = headers.parse(request.headers ?? {})[ADDRESS_HEADER];
    const outcome = judgeSignIn(
      { user: read.data.username, password: read.data.password, address },
      { user, password },
      limits,
    );
    if (outcome.ok) return { id: outcome.user, name: outcome.user };
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
  return {
    secret: settings.secret,
    useSecureCookies: settings.publicUrl.startsWith('https:'),
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_S },
    jwt: { maxAge: SESSION_MAX_AGE_S },
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH },
    providers: [
      Credentials({
        credentials: { username: { label: 'Name' }, password: { label: 'Password' } },
        authorize: createAuthorize(settings),
      }),
    ],
    callbacks: {
      // `user` is there only in the call that signs in; later calls carry the token on.
      jwt: ({ token, user }) => (user ? { ...token, role: 'admin' } : token),
      session: ({ session, token }) => ({
        ...session,
        user: { name: token.name, role: token.role },
      }),
      redirect: ({ url, baseUrl }) => safeRedirect(url, baseUrl),
    },
  };
}
