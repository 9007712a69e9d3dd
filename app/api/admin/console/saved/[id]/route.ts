import { authorise } from '@/app/admin/auth';
import { problem, readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { MOST_SAVED_BYTES, savedAnswer } from '../saved-answer';

interface SavedContext {
  readonly params: Promise<{ id: string }>;
}

/** Writes a saved query of whoever asks anew: `{name, sql, parameters?, shared}`. */
export async function PUT(request: Request, { params }: SavedContext): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_SAVED_BYTES);
  if (!body.ok) return body.response;
  const { id } = await params;
  return savedAnswer(await runtime().console.saved.change(who.session, id, body.value), 200);
}

/** Removes a saved query of whoever asks; what others share is not theirs to remove. */
export async function DELETE(request: Request, { params }: SavedContext): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  if (!(await runtime().console.saved.remove(who.session, (await params).id))) {
    return problem(404, 'unknown_query', 'You have no such saved query.');
  }
  return new Response(null, { status: 204 });
}
