import { serveWebRequest } from '@/lib/collector/web-door';
import { runtime } from '@/lib/config/runtime';
import { MAX_BATCH_BYTES } from '@/lib/events/batch';

/** The collector's second door: it works wherever Next runs. The shipped server answers before it. */
async function handle(request: Request): Promise<Response> {
  const { collector, bodies } = runtime();
  return serveWebRequest(request, {
    maxBytes: MAX_BATCH_BYTES,
    budget: bodies,
    admit: collector.admit,
    answer: collector.collect,
    refused: collector.refused,
  });
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
