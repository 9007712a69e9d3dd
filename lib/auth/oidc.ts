import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import type { Role } from './roles';

export const OIDC_PROVIDER = 'oidc';

/** An OpenID Connect provider, such as a Cognito user pool, and whom of its people it sends here. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Claim of the id token that lists groups. */
  readonly claim: string;
  readonly admins: readonly string[];
  readonly viewers: readonly string[];
}

const claimsOf = z.looseObject({
  sub: z.string().min(1),
  name: z.string().min(1).optional().catch(undefined),
  email: z.string().min(1).optional().catch(undefined),
});

/** Null: none of the groups has a role here. */
export function roleOfClaims(
  claims: Readonly<Record<string, unknown>>,
  { claim, admins, viewers }: OidcSettings,
): Role | null {
  const value = claims[claim];
  const groups: readonly unknown[] = Array.isArray(value) ? value : [value];
  const inOne = (names: readonly string[]) => names.some((name) => groups.includes(name));
  if (inOne(admins)) return 'admin';
  return inOne(viewers) ? 'viewer' : null;
}

/** The authorization code flow with PKCE, state and nonce; the id token's signature is checked. */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Record<string, unknown>> {
  return {
    id: OIDC_PROVIDER,
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    profile(given) {
      const { sub, email, name } = claimsOf.parse(given);
      return {
        id: `${OIDC_PROVIDER}:${sub}`,
        name: email ?? name ?? sub,
        role: roleOfClaims(given, settings),
      };
    },
  };
}
