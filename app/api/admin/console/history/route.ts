import { authorise } from '@/app/admin/auth';
import { runtime } from '@/lib/config/runtime';

/** The last queries of whoever asks, the newest first. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const queries = await runtime().console.history(who.session);
  return Response.json({ queries }, { headers: { 'cache-control': 'no-store' } });
}
