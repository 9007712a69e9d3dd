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
  const { id } = await params;
  const { runs, trail } = runtime();
  const outcome = await runs.audit(id);
  if (!outcome.ok) return problem(STATUS[outcome.code], outcome.code, outcome.message);
  const { audited } = outcome;
  const detail = { agrees: audited.audit.agrees };
  trail.note({ who: who.session.user, act: 'run_audited', subject: id, detail });
  return Response.json(audited, { headers: { 'cache-control': 'no-store' } });
}
