import { z } from 'zod';
import { authorise } from '@/app/admin/auth';
import { problem, readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { DASHBOARDS, type EmbedFault } from '@/lib/dashboards/dashboard-provider';

const MOST_BODY_BYTES = 256;
const asked = z.strictObject({ dashboard: z.enum(DASHBOARDS) });

const STATUS: Readonly<Record<EmbedFault, number>> = {
  not_configured: 404,
  unknown_dashboard: 404,
  domain: 502,
  subscription: 502,
  pricing: 502,
  user: 502,
  permission: 502,
  credentials: 503,
  busy: 503,
  unavailable: 503,
};

/**
 * A new address of `{dashboard}` to embed, for whoever asks. It opens a session, so it is made for
 * each request, is not kept, and stands in no log.
 */
export async function POST(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_BODY_BYTES);
  if (!body.ok) return body.response;
  const read = asked.safeParse(body.value);
  if (!read.success) {
    return problem(400, 'bad_dashboard', `dashboard: must be one of ${DASHBOARDS.join(', ')}`, [
      'dashboard',
    ]);
  }
  try {
    const views = await runtime().dashboards.views(read.data.dashboard, who.session.user);
    const frame = views.find((view) => view.kind === 'frame');
    if (!frame) {
      const message = `QuickSight has no dashboard ${read.data.dashboard} here: set FOOTFALL_QUICKSIGHT_DASHBOARDS and start again.`;
      return problem(STATUS.not_configured, 'not_configured', message);
    }
    const answer = { url: frame.url, expires_in_seconds: frame.expiresInSeconds };
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    const { code, message } = error as { code?: EmbedFault; message: string };
    if (code === undefined || !Object.hasOwn(STATUS, code)) throw error;
    return problem(STATUS[code], code, message);
  }
}
