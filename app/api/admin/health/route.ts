import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { HEALTH_STRETCHES, isHealthStretch } from '@/lib/monitoring/health';

/** How the pipeline is, over `stretch=1h|6h|24h|7d`. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const stretch = new URL(request.url).searchParams.get('stretch') ?? '1h';
  if (!isHealthStretch(stretch)) {
    const known = Object.keys(HEALTH_STRETCHES).join(', ');
    return problem(400, 'bad_parameters', `stretch: must be one of ${known}`, ['stretch']);
  }
  const document = await runtime().health.document(stretch);
  return Response.json(document, { headers: { 'cache-control': 'no-store' } });
}
