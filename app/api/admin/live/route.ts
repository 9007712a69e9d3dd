import { authorise } from '@/app/admin/auth';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { runtime } from '@/lib/config/runtime';
import { liveStream } from './live-stream';

export const dynamic = 'force-dynamic';

/** Intermediaries drop connections that say nothing for about half a minute. */
const HEARTBEAT_MS = 15 * SECOND_MS;
/** The browser then asks again, and whoever has signed out meanwhile is refused. */
const LONGEST_MS = 5 * MINUTE_MS;

/** Events as they become durable, as server-sent events named for their stream, and `missed`. */
export async function GET(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const subscription = runtime().live.subscribe();
  if (!subscription) {
    return Response.json(
      { code: 'too_many_watchers', message: 'Too many people watch already. Try again later.' },
      { status: 503, headers: { 'cache-control': 'no-store', 'retry-after': '5' } },
    );
  }
  request.signal.addEventListener('abort', subscription.end);
  return new Response(
    liveStream(subscription, { heartbeatMs: HEARTBEAT_MS, longestMs: LONGEST_MS }),
    {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // no-transform: compressing would hold events back until a block of them is full.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    },
  );
}
