import { redirect } from 'next/navigation';
import { getServerSession, type NextAuthOptions } from 'next-auth';
import { isForeignOrigin } from '@/lib/common/foreign-origin';
import { ADMIN_PATH, SIGN_IN_PATH } from './admin-path';
import { type AdminSession, readSession, type SessionState } from './session';

/** Either who asks, or the answer they get. */
export type Authorised =
  | { readonly ok: true; readonly session: AdminSession }
  | { readonly ok: false; readonly response: Response };

const READS = new Set(['GET', 'HEAD']);

/** For route handlers: 401 to nobody, 403 to others and to what another site's page sends. */
export async function requireAdmin(
  request: Request,
  options: NextAuthOptions,
  publicUrl: string,
): Promise<Authorised> {
  return judgeRequest(request, readSession(await getServerSession(options)), publicUrl);
}

export function judgeRequest(request: Request, state: SessionState, publicUrl: string): Authorised {
  if (!READS.has(request.method) && isForeign(request, publicUrl)) {
    return refusal(403, 'foreign_origin', 'This request came from another site.');
  }
  if (state === 'none') return refusal(401, 'signed_out', 'Sign in to see this.');
  if (state === 'forbidden') return refusal(403, 'not_admin', 'This account may not see this.');
  return { ok: true, session: state.admin };
}

/** For pages and layouts: who asks, or on to the sign-in page, and back afterwards. */
export async function requireAdminPage(
  options: NextAuthOptions,
  path: string = ADMIN_PATH,
): Promise<AdminSession> {
  const state = readSession(await getServerSession(options));
  if (typeof state === 'object') return state.admin;
  redirect(`${SIGN_IN_PATH}?callbackUrl=${encodeURIComponent(path)}`);
}

function isForeign({ headers }: Request, publicUrl: string): boolean {
  return isForeignOrigin((name) => headers.get(name), new URL(publicUrl).host);
}

function refusal(status: number, code: string, message: string): Authorised {
  const headers = { 'cache-control': 'no-store' };
  return { ok: false, response: Response.json({ code, message }, { status, headers }) };
}
