import { authorise } from '@/app/admin/auth';
import { runtime } from '@/lib/config/runtime';
import { answered, badParameters, listAsked, STRETCHES } from './asked';

const PAGE_EVENTS = 50;

/** What the collector refused over a `stretch`, by reason and time, and one by one, newest first. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const read = listAsked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!read.success) return badParameters(read.error);
  const { stretch, reason, before } = read.data;
  const { failedEvents, clock } = runtime();
  const toMs = clock() + 1;
  const range = { fromMs: Math.max(0, toMs - STRETCHES[stretch]), toMs };
  return answered(async () => {
    const page = await failedEvents.overview({ ...range, reason, before, limit: PAGE_EVENTS });
    return Response.json(page, { headers: { 'cache-control': 'no-store' } });
  });
}
