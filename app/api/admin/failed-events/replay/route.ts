import { authorise } from '@/app/admin/auth';
import { problem, readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { answered, badParameters, replayAsked } from '../asked';

const MOST_BODY_BYTES = 4 * 1024;
const STATUS = { busy: 409, unseen: 409, no_such_failed_event: 404 } as const;

/**
 * Reads failed events again by today's rules, those of `{from_ms, to_ms, reason?, ref?}`, and delivers
 * those that pass; with `dry_run` it only says what would become of them.
 */
export async function POST(request: Request): Promise<Response> {
  const who = await authorise(request);
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_BODY_BYTES);
  if (!body.ok) return body.response;
  const read = replayAsked.safeParse(body.value);
  if (!read.success) return badParameters(read.error);
  const { from_ms: fromMs, to_ms: toMs, dry_run, ...what } = read.data;
  const { failedEvents } = runtime();
  const order = { fromMs, toMs, ...what };
  return answered(async () => {
    const outcome = dry_run
      ? await failedEvents.tryReplay(order)
      : await failedEvents.replay(order, who.session.user);
    if (!outcome.ok) return problem(STATUS[outcome.code], outcome.code, outcome.message);
    return Response.json(outcome, { headers: { 'cache-control': 'no-store' } });
  });
}
