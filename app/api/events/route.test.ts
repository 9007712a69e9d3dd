import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createBodyBudget } from '@/lib/collector/body-budget';
import { describeCollectorDoor } from '@/lib/testing/collector-door-contract';
import { collectorFixture } from '@/lib/testing/collector-fixture';
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from './route';

const METHODS: Readonly<Record<string, typeof POST>> = {
  DELETE,
  GET,
  HEAD,
  OPTIONS,
  PATCH,
  POST,
  PUT,
};

/** Hands node requests to the route as Next does: web-standard in, web-standard out. */
describeCollectorDoor("Next's route", async () => {
  const { collector, sink } = collectorFixture();
  const key = Symbol.for('footfall.runtime');
  (globalThis as Record<symbol, unknown>)[key] = { collector, bodies: createBodyBudget() };
  const server = createServer(async (request, response) => {
    const handler = METHODS[request.method ?? ''];
    if (!handler) {
      response.writeHead(405).end(); // TRACE, which Next cannot take; our server cuts it in front.
      return;
    }
    const answer = await handler(toWeb(request));
    // An unread body leaves this connection unusable; what Next does about it is Next's.
    response.writeHead(answer.status, {
      ...Object.fromEntries(answer.headers),
      connection: 'close',
    });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    path: '/api/events',
    cutsOff: true,
    lines: (stream) => sink.lines[stream],
    async close() {
      delete (globalThis as Record<symbol, unknown>)[key];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
});

function toWeb(request: IncomingMessage): Request {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return new Request(`http://127.0.0.1${request.url}`, {
    method: request.method,
    headers: request.headers as Record<string, string>,
    body: hasBody ? (Readable.toWeb(request) as ReadableStream) : undefined,
    duplex: 'half',
  } as RequestInit);
}
