import { z } from 'zod';
import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { TRAIL_ACTS } from '@/lib/trail/trail';
import { isTrailCursor } from '@/lib/trail/trail-page';

const PAGE_ENTRIES = 50;

const asked = z.object({
  before: z
    .string()
    .refine(isTrailCursor, { error: 'must be what a page gave as next' })
    .optional(),
  who: z.string().max(64).optional(),
  act: z.enum(TRAIL_ACTS, { error: `one of ${TRAIL_ACTS.join(', ')}` }).optional(),
});

/** The audit log, newest first, for `who` or `act` alone and `before` an entry. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'admin');
  if (!who.ok) return who.response;
  const read = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.'));
    const message = read.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`);
    return problem(400, 'bad_parameters', message.join('; '), fields);
  }
  const page = await runtime().trail.page({ ...read.data, limit: PAGE_ENTRIES });
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
}
