import { authorise } from '@/app/admin/auth';
import { readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { MOST_SAVED_BYTES, savedAnswer } from './saved-answer';

/** The saved queries of whoever asks, and those that others share. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const queries = await runtime().console.saved.list(who.session);
  const mine = who.session.id;
  return Response.json({ queries, mine }, { headers: { 'cache-control': 'no-store' } });
}

/** Keeps `{name, sql, parameters?, shared}` for whoever asks. */
export async function POST(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_SAVED_BYTES);
  if (!body.ok) return body.response;
  return savedAnswer(await runtime().console.saved.save(who.session, body.value), 201);
}
