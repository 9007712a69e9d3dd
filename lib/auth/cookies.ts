import type { CookieOption, CookiesOptions } from 'next-auth';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';

/** Of the cookies that live only while a provider is asked. */
const ASKING_S = (15 * MINUTE_MS) / SECOND_MS;

/**
 * next-auth's cookies. Over https all of them get the `__Host-` prefix, with which a browser takes
 * them from this very host alone, over https alone: no sister domain can plant one.
 */
export function authCookies(secure: boolean): CookiesOptions {
  const cookie = (name: string, more: { maxAge?: number } = {}): CookieOption => ({
    name: `${secure ? '__Host-' : ''}next-auth.${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, ...more },
  });
  return {
    sessionToken: cookie('session-token'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: cookie('pkce.code_verifier', { maxAge: ASKING_S }),
    state: cookie('state', { maxAge: ASKING_S }),
    nonce: cookie('nonce', { maxAge: ASKING_S }),
  };
}
