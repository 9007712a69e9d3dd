import { authorise } from '@/app/admin/auth';
import { problem, readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { readRunOrder } from '@/lib/runs/run-order';

const NO_STORE = { 'cache-control': 'no-store' };
const MOST_BODY_BYTES = 4 * 1024;

/** Runs that have a ledger here, and those that were started from here. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  return Response.json(await runtime().runs.list(), { headers: NO_STORE });
}

/** Starts a run: `{kind: 'bots' | 'producer', seed, scenario, seconds, …}` as lib/runs/run-order.ts has it. */
export async function POST(request: Request): Promise<Response> {
  const who = await authorise(request);
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_BODY_BYTES);
  if (!body.ok) return body.response;
  const { runs, trail } = runtime();
  const started = await runs.start(body.value);
  if (started.ok) {
    const order = readRunOrder(body.value);
    const detail = order.ok ? order.order : {};
    trail.note({ who: who.session.user, act: 'run_started', subject: started.run_id, detail });
    return Response.json(started, { status: 201, headers: NO_STORE });
  }
  const { code, message, fields } = started;
  return problem(code === 'bad_run' ? 400 : code === 'closed' ? 403 : 409, code, message, fields);
}
