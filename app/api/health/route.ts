import { runtime } from '@/lib/config/runtime';

export const dynamic = 'force-dynamic';

/**
 * 200 while this process takes requests, 503 while it drains. A sink in trouble is told but is no
 * reason for 503: it refuses events itself, and only further events can find out that it is mended.
 */
export async function GET(): Promise<Response> {
  const { id, settings, sink, metrics, stopping } = runtime();
  const ready = !stopping.aborted;
  const body = {
    ready,
    mode: settings.FOOTFALL_MODE,
    runtime: id,
    sink: { name: sink.name, ...sink.state() },
    totals: await metrics.totals(),
  };
  return Response.json(body, {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
