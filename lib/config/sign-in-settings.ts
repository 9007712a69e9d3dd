import { z } from 'zod';
import type { OidcSettings } from '@/lib/auth/oidc';

export const LEAST_PASSWORD_CHARS = 12;
export const LEAST_SECRET_CHARS = 32;
/** A random secret of 32 characters has more; a word said over and over has fewer. */
const LEAST_SECRET_LETTERS = 10;

const password = z.string().min(LEAST_PASSWORD_CHARS).optional();
const names = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.string().min(1)))
  .optional();

/** Who may sign in to the admin, and how. */
export const SIGN_IN_SETTINGS = {
  FOOTFALL_ADMIN_USER: {
    rule: z.string().min(1).max(64).default('admin'),
    doc: 'Name to sign in with.',
  },
  FOOTFALL_ADMIN_PASSWORD: {
    rule: password,
    doc: 'At least 12 characters; made at first start and kept in the data folder otherwise.',
  },
  FOOTFALL_VIEWER_USER: {
    rule: z.string().min(1).max(64).optional(),
    doc: 'Name of a second account, which may read everything and change nothing; there is none otherwise.',
  },
  FOOTFALL_VIEWER_PASSWORD: {
    rule: password,
    doc: 'Its password, as the admin’s.',
  },
  FOOTFALL_SECRET: {
    rule: z
      .string()
      .min(LEAST_SECRET_CHARS)
      .refine((text) => new Set(text).size >= LEAST_SECRET_LETTERS, {
        error: `give a random one: this has fewer than ${LEAST_SECRET_LETTERS} different characters`,
      })
      .optional(),
    doc: 'At least 32 characters; signs sessions, run tokens and order links. Made at first start otherwise; must be set where several servers share visitors.',
  },
  FOOTFALL_OIDC_ISSUER: {
    rule: z
      .url({ protocol: /^https?$/ })
      .refine((text) => isSafeIssuer(new URL(text)), { error: 'must be https' })
      .optional(),
    doc: 'Issuer of an OpenID Connect provider to sign in with too, such as `https://cognito-idp.<region>.amazonaws.com/<user pool>`.',
  },
  FOOTFALL_OIDC_CLIENT_ID: {
    rule: z.string().min(1).optional(),
    doc: 'This site’s client there. Its callback address is `<public address>/api/auth/callback/oidc`.',
  },
  FOOTFALL_OIDC_CLIENT_SECRET: {
    rule: z.string().min(1).optional(),
    doc: 'The client’s secret.',
  },
  FOOTFALL_OIDC_CLAIM: {
    rule: z.string().min(1).default('cognito:groups'),
    doc: 'Claim of the id token that names a person’s groups.',
  },
  FOOTFALL_OIDC_ADMINS: {
    rule: names,
    doc: 'Groups whose people are admins, with commas between.',
  },
  FOOTFALL_OIDC_VIEWERS: {
    rule: names,
    doc: 'Groups whose people are viewers. Who is in none of these groups is refused.',
  },
} as const;

type SignInSettings = {
  readonly [N in keyof typeof SIGN_IN_SETTINGS]?: z.infer<(typeof SIGN_IN_SETTINGS)[N]['rule']>;
};

interface Problem {
  readonly name: keyof SignInSettings;
  readonly message: string;
}

/** What is wrong between these settings, each of them being right by itself. */
export function signInProblems(given: SignInSettings): readonly Problem[] {
  const problems: Problem[] = [];
  if (given.FOOTFALL_VIEWER_PASSWORD && !given.FOOTFALL_VIEWER_USER) {
    problems.push({
      name: 'FOOTFALL_VIEWER_USER',
      message: 'required with FOOTFALL_VIEWER_PASSWORD',
    });
  }
  if (given.FOOTFALL_VIEWER_USER && given.FOOTFALL_VIEWER_USER === given.FOOTFALL_ADMIN_USER) {
    problems.push({ name: 'FOOTFALL_VIEWER_USER', message: 'must not be the admin’s name' });
  }
  const client = [
    'FOOTFALL_OIDC_ISSUER',
    'FOOTFALL_OIDC_CLIENT_ID',
    'FOOTFALL_OIDC_CLIENT_SECRET',
  ] as const;
  const groups = ['FOOTFALL_OIDC_ADMINS', 'FOOTFALL_OIDC_VIEWERS'] as const;
  if (![...client, ...groups].some((name) => given[name])) return problems;
  for (const name of client) {
    if (!given[name])
      problems.push({ name, message: 'required with the other FOOTFALL_OIDC settings' });
  }
  if (!groups.some((name) => given[name])) {
    problems.push({
      name: 'FOOTFALL_OIDC_ADMINS',
      message: 'name a group here or in FOOTFALL_OIDC_VIEWERS, or nobody could sign in',
    });
  }
  return problems;
}

/** The provider to sign in with, or null where none is set. */
export function oidcOf(settings: SignInSettings): OidcSettings | null {
  const {
    FOOTFALL_OIDC_CLAIM: claim,
    FOOTFALL_OIDC_ISSUER: issuer,
    FOOTFALL_OIDC_CLIENT_ID: clientId,
    FOOTFALL_OIDC_CLIENT_SECRET: clientSecret,
  } = settings;
  if (!issuer || !clientId || !clientSecret || !claim) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    claim,
    admins: settings.FOOTFALL_OIDC_ADMINS ?? [],
    viewers: settings.FOOTFALL_OIDC_VIEWERS ?? [],
  };
}

/** Codes and tokens must not cross a network in the clear; on this machine there is none. */
function isSafeIssuer({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
