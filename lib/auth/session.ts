import { z } from 'zod';

/** Who is signed in. */
export interface AdminSession {
  readonly user: string;
}

const session = z.object({ user: z.object({ name: z.string().min(1), role: z.literal('admin') }) });
const anySession = z.object({ user: z.object({ name: z.string() }) });

/** `none`: nobody is signed in. `forbidden`: somebody is, without the admin's role. */
export type SessionState = { readonly admin: AdminSession } | 'none' | 'forbidden';

/** What next-auth returned, read at the border. */
export function readSession(raw: unknown): SessionState {
  const read = session.safeParse(raw);
  if (read.success) return { admin: { user: read.data.user.name } };
  return anySession.safeParse(raw).success ? 'forbidden' : 'none';
}
