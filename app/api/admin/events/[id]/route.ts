import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import { reportProblem } from '@/lib/analytics/reports/answer';
import { runtime } from '@/lib/config/runtime';

/** One event with all that is known of its way. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const { id } = await params;
  try {
    const trace = await runtime().traces.trace(id);
    return trace.state === 'unknown'
      ? problem(404, 'no_such_event', trace.words)
      : Response.json(trace, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    const known = reportProblem(error);
    if (!known) throw error;
    return problem(known.status, known.problem.code, known.problem.message);
  }
}
