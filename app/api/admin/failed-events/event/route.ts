import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { answered, badParameters, eventAsked } from '../asked';

/** One failed event by its `ref`, with its bytes and what today's rules make of it. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const read = eventAsked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!read.success) return badParameters(read.error);
  return answered(async () => {
    const opened = await runtime().failedEvents.open(read.data.ref);
    return opened
      ? Response.json(opened, { headers: { 'cache-control': 'no-store' } })
      : problem(404, 'no_such_failed_event', 'It is not there any more: look at the list again.');
  });
}
