import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';

/** Removes a view of whoever asks; somebody else's is none. */
export async function DELETE(
  request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const { id } = await context.params;
  if (!(await runtime().views.remove(who.session.id, id))) {
    return problem(404, 'unknown_view', 'You have no such view.');
  }
  return new Response(null, { status: 204 });
}
