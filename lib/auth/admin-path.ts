export const ADMIN_PATH = '/admin';
export const SIGN_IN_PATH = '/admin/sign-in';
/** The path asked for: set by the proxy over whatever the client sent, read by pages only. */
export const PATH_HEADER = 'x-footfall-path';

/** Where to go after signing in: a page of the admin, else its first one. */
export function safeAdminPath(asked: string | null | undefined): string {
  const base = 'http://admin.invalid';
  if (!asked || !URL.canParse(asked, base)) return ADMIN_PATH;
  const { origin, pathname, search } = new URL(asked, base);
  const inside = pathname === ADMIN_PATH || pathname.startsWith(`${ADMIN_PATH}/`);
  return origin === base && inside && pathname !== SIGN_IN_PATH ? pathname + search : ADMIN_PATH;
}
