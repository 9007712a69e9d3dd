import { authorise } from '@/app/admin/auth';
import { problem, readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';

const NO_STORE = { 'cache-control': 'no-store' };
/** A query of 2 kB, however its letters are escaped, and a name. */
const MOST_BODY_BYTES = 16 * 1024;

/** The views of whoever asks. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const views = await runtime().views.list(who.session.id);
  return Response.json({ views }, { headers: NO_STORE });
}

/** Keeps `{name, path, query}` for whoever asks; viewers may, since it is theirs alone. */
export async function POST(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_BODY_BYTES);
  if (!body.ok) return body.response;
  const saved = await runtime().views.save(who.session.id, body.value);
  if (saved.ok) return Response.json(saved.view, { status: 201, headers: NO_STORE });
  return saved.code === 'bad_view'
    ? problem(400, saved.code, saved.message, saved.fields)
    : problem(409, saved.code, saved.message);
}
