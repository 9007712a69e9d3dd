import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';

/** Cancels a query that whoever asks has under way. */
export async function DELETE(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  return runtime().console.cancel(who.session, (await params).id)
    ? new Response(null, { status: 204 })
    : problem(404, 'not_running', 'You have no such query under way.');
}
