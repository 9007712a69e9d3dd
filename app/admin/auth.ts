import { headers } from 'next/headers';
import { PATH_HEADER, safeAdminPath } from '@/lib/auth/admin-path';
import { type Authorised, judgePage, judgeRequest } from '@/lib/auth/guard';
import { createAuthOptions } from '@/lib/auth/options';
import type { Role } from '@/lib/auth/roles';
import { type AdminSession, sessionOf } from '@/lib/auth/session';
import { createSignInDesk, processSignInDesk } from '@/lib/auth/sign-in';
import { runtime } from '@/lib/config/runtime';
import { accountsOf } from '@/lib/config/secrets';
import { publicUrl } from '@/lib/config/settings';
import { oidcOf } from '@/lib/config/sign-in-settings';

/** next-auth's options from this process's settings. Per call: a build evaluates this module too. */
export function authOptions() {
  const { settings, secrets, clock } = runtime();
  // next-auth reads its own address from the environment; the server sets it, `next start` does not.
  process.env.NEXTAUTH_URL ??= publicUrl(settings);
  return createAuthOptions({
    desk: processSignInDesk(() =>
      createSignInDesk({ accounts: accountsOf(settings, secrets), clock }),
    ),
    oidc: oidcOf(settings),
    secret: secrets.auth,
    publicUrl: publicUrl(settings),
    clock,
    note: (note) => runtime().trail.note(note),
  });
}

/** For route handlers. Where none is named, reading takes a viewer and changing takes an admin. */
export async function authorise(request: Request, role?: Role): Promise<Authorised> {
  const session = await sessionOf(request.headers.get('cookie'), authOptions());
  return judgeRequest(request, session, publicUrl(runtime().settings), role);
}

/** For layouts and pages; each asks for itself, since a layout is not run for every page below it. */
export async function authorisePage(role: Role = 'viewer'): Promise<AdminSession> {
  const sent = await headers();
  const session = await sessionOf(sent.get('cookie'), authOptions());
  return judgePage(session, safeAdminPath(sent.get(PATH_HEADER)), role);
}
