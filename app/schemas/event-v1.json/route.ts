import { jsonSchema } from '@/lib/events/projections';

export const dynamic = 'force-static';

export function GET(): Response {
  return Response.json(jsonSchema(), { headers: { 'content-type': 'application/schema+json' } });
}
