import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';

interface RunContext {
  readonly params: Promise<{ id: string }>;
}

/** One run, with what its last audit found. */
export async function GET(request: Request, { params }: RunContext): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const report = await runtime().runs.report((await params).id);
  return report
    ? Response.json(report, { headers: { 'cache-control': 'no-store' } })
    : problem(404, 'no_such_run', 'No run of that name has a ledger here.');
}

/** Stops a run that was started from here; what it has sent stays. */
export async function DELETE(request: Request, { params }: RunContext): Promise<Response> {
  const who = await authorise(request);
  if (!who.ok) return who.response;
  const { id } = await params;
  const { runs, trail } = runtime();
  if (!runs.stop(id)) return problem(404, 'not_running', 'No such run is under way here.');
  trail.note({ who: who.session.user, act: 'run_stopped', subject: id, detail: {} });
  return new Response(null, { status: 204 });
}
