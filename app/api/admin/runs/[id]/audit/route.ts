import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';

const STATUS = { no_such_run: 404, too_large: 413, not_audited: 502 } as const;

/** Audits a run now and answers what was found. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const who = await authorise(request);
  if (!who.ok) return who.response;
  const audited = await runtime().runs.audit((await params).id);
  return audited.ok
    ? Response.json(audited.audited, { headers: { 'cache-control': 'no-store' } })
    : problem(STATUS[audited.code], audited.code, audited.message);
}
