import { redirect } from 'next/navigation';
import { isForeignOrigin } from '@/lib/common/foreign-origin';
import { SIGN_IN_PATH } from './admin-path';
import { hasRole, READING_METHODS, type Role, usualRole } from './roles';
import type { AdminSession } from './session';

/** Either who asks, or the answer they get. */
export type Authorised =
  | { readonly ok: true; readonly session: AdminSession }
  | { readonly ok: false; readonly response: Response };

/** For route handlers: 401 to nobody, 403 to a lesser role and to what another site's page sends. */
export function judgeRequest(
  request: Request,
  session: AdminSession | null,
  publicUrl: string,
  needed: Role = usualRole(request.method),
): Authorised {
  const foreign = refuseForeign(request, publicUrl);
  if (foreign) return { ok: false, response: foreign };
  if (!session) return { ok: false, response: refusal(401, 'signed_out', 'Sign in to see this.') };
  if (hasRole(session.role, needed)) return { ok: true, session };
  return { ok: false, response: refusal(403, 'not_admin', 'This takes an admin’s account.') };
}

/** For pages: who asks, or on to the sign-in page, which says why, and back afterwards. */
export function judgePage(session: AdminSession | null, path: string, needed: Role): AdminSession {
  if (session && hasRole(session.role, needed)) return session;
  const query = new URLSearchParams({ callbackUrl: path });
  if (session) query.set('error', 'NotAdmin');
  redirect(`${SIGN_IN_PATH}?${query}`);
}

/** The answer to a change that another site's page asked for; null where none did. */
export function refuseForeign(request: Request, publicUrl: string): Response | null {
  if (READING_METHODS.has(request.method)) return null;
  const { headers } = request;
  return isForeignOrigin((name) => headers.get(name), new URL(publicUrl).host)
    ? refusal(403, 'foreign_origin', 'This request came from another site.')
    : null;
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status, headers: { 'cache-control': 'no-store' } });
}
