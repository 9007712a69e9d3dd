import { getServerSession, type NextAuthOptions } from 'next-auth';
import { z } from 'zod';
import { ROLES, type Role } from './roles';

/** Who is signed in. */
export interface AdminSession {
  /** Tells accounts apart, also those of a name that two ways of signing in share. */
  readonly id: string;
  readonly user: string;
  readonly role: Role;
}

const session = z.object({
  user: z.object({ id: z.string().min(1), name: z.string().min(1), role: z.enum(ROLES) }),
});

/** What next-auth returned, read at the border; null where nobody is signed in. */
export function readSession(raw: unknown): AdminSession | null {
  const read = session.safeParse(raw);
  if (!read.success) return null;
  const { id, name, role } = read.data.user;
  return { id, user: name, role };
}

/**
 * The session of whoever sent these cookies. next-auth is given the header and not left to find it,
 * so that pages and routes go one way, and tests go it too.
 */
export async function sessionOf(
  cookieHeader: string | null,
  options: NextAuthOptions,
): Promise<AdminSession | null> {
  const name = options.cookies?.sessionToken?.name ?? '';
  const request = { headers: {}, cookies: cookiesNamed(name, cookieHeader ?? '') };
  // Renewed cookies go nowhere from here: /api/auth/session is what renews.
  const response = { getHeader: () => undefined, setHeader: () => undefined };
  return readSession(await getServerSession(request as never, response as never, options));
}

/**
 * A session's cookie, and the parts `name.0`, `name.1` of a long one. next-auth sees no other: it
 * throws over a damaged one that has no part in this, and the page would be a 500.
 */
function cookiesNamed(wanted: string, header: string): Record<string, string> {
  const pairs = header.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, at)).trim();
    const ours = name === wanted || (name.startsWith(`${wanted}.`) && /\.\d$/.test(name));
    return ours ? [[name, pair.slice(at + 1).trim()]] : [];
  });
  return Object.fromEntries(pairs);
}
