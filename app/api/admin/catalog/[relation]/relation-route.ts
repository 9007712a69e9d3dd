import { authorise } from '@/app/admin/auth';
import { problem } from '@/app/api/admin/read-json';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { reportProblem } from '@/lib/analytics/reports/answer';
import type { Clock } from '@/lib/common/clock';
import { runtime } from '@/lib/config/runtime';
import { relationNamed } from '@/lib/console/catalog-questions';

type Relation = NonNullable<ReturnType<typeof relationNamed>>;
type Ask = (
  engine: QueryEngine,
  relation: Relation,
  clock: Clock,
  limits: { readonly signal: AbortSignal },
) => Promise<unknown>;

/** A route that asks the engine about one published relation. */
export function relationRoute(ask: Ask) {
  return async (
    request: Request,
    context: { params: Promise<{ relation: string }> },
  ): Promise<Response> => {
    const who = await authorise(request, 'viewer');
    if (!who.ok) return who.response;
    const { relation: name } = await context.params;
    const relation = relationNamed(name);
    if (!relation) return problem(404, 'no_such_relation', `There is no relation ${name}.`);
    const { engine, clock } = runtime();
    try {
      const answer = await ask(engine, relation, clock, { signal: request.signal });
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      const known = reportProblem(error);
      if (!known) throw error;
      if (known.status === 500) console.error(error);
      return problem(known.status, known.problem.code, known.problem.message);
    }
  };
}
