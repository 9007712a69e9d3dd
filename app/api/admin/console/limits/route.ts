import { authorise } from '@/app/admin/auth';
import { runtime } from '@/lib/config/runtime';

/** What a query may take here, and what keeps it from writing. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  return Response.json(await runtime().console.limits(), {
    headers: { 'cache-control': 'no-store' },
  });
}
