import { headers } from 'next/headers';
import { PATH_HEADER, safeAdminPath } from '@/lib/auth/admin-path';
import { createAuthOptions } from '@/lib/auth/options';
import { type Authorised, requireAdmin, requireAdminPage } from '@/lib/auth/require-admin';
import type { AdminSession } from '@/lib/auth/session';
import { processSignInLimits } from '@/lib/auth/sign-in';
import { runtime } from '@/lib/config/runtime';
import { publicUrl } from '@/lib/config/settings';

/** next-auth's options from this process's settings. Per call: a build evaluates this module too. */
export function authOptions() {
  const { settings, secrets, clock } = runtime();
  // next-auth reads its own address from the environment; the server sets it, `next start` does not.
  process.env.NEXTAUTH_URL ??= publicUrl(settings);
  return createAuthOptions({
    user: settings.FOOTFALL_ADMIN_USER,
    password: secrets.adminPassword,
    secret: secrets.auth,
    publicUrl: publicUrl(settings),
    limits: processSignInLimits(clock),
  });
}

/** For route handlers. */
export function authorise(request: Request): Promise<Authorised> {
  return requireAdmin(request, authOptions(), publicUrl(runtime().settings));
}

/** For layouts and pages; each asks for itself, since a layout is not run for every page below it. */
export async function authorisePage(): Promise<AdminSession> {
  const path = safeAdminPath((await headers()).get(PATH_HEADER));
  return requireAdminPage(authOptions(), path);
}
