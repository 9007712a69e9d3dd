import { type Runtime, runtime } from '@/lib/config/runtime';

export const dynamic = 'force-dynamic';

/**
 * 200 while this process takes requests, 503 while it drains. A sink in trouble is told but is no
 * reason for 503: it refuses events itself, and only further events can find out that it is mended.
 */
export async function GET(): Promise<Response> {
  const running = runtime();
  const ready = !running.stopping.aborted;
  const body = {
    ready,
    mode: running.settings.FOOTFALL_MODE,
    runtime: running.id,
    sink: sinkHealth(running),
    lake: lakeHealth(running),
    live: { watchers: running.live.subscribers() },
    totals: await running.metrics.totals(),
  };
  return Response.json(body, {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

/** Whether events are being made durable, how many bytes wait for it and for how long. */
function sinkHealth({ sink }: Runtime) {
  const { healthy, queuedBytes, lagMs } = sink.state();
  return { name: sink.name, healthy, queuedBytes, lagMs };
}

/** How much waits to be rolled into Parquet, for how long, and whether the last roll went well. */
function lakeHealth({ keeper }: Runtime) {
  if (!keeper) return null;
  const { unrolledBytes, oldestUnrolledMs, error } = keeper.state();
  return { unrolledBytes, oldestUnrolledMs, healthy: error === null };
}
