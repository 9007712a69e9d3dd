import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, answerSafely, REFUSALS, refuse } from '@/lib/collector/answer';
import type { BodyBudget } from '@/lib/collector/body-budget';
import type { Collector } from '@/lib/collector/collector';
import { BUSY_SECONDS } from '@/lib/collector/web-door';
import { BODY_DEADLINE_MS, MAX_BATCH_BYTES } from '@/lib/events/batch';

export type NodeDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The collector on bare node:http, which costs a small part of what a route of Next's does. */
export function createCollectorDoor(
  collector: Collector,
  budget: BodyBudget,
  addressOf: (request: IncomingMessage) => string,
): NodeDoor {
  return async (request, response) => {
    let gone = false;
    const answer = await answerSafely(async () => {
      const admission = collector.admit({
        method: request.method ?? '',
        header(name) {
          const value = request.headers[name];
          return Array.isArray(value) ? value.join(', ') : value;
        },
        address: addressOf(request),
      });
      if (!admission.ok) return admission.answer;
      const body = await readBody(request, budget);
      if (Buffer.isBuffer(body)) return collector.collect(admission.ticket, body);
      gone = body === 'aborted';
      return body === 'aborted' ? refuse('malformed') : body;
    });
    if (!gone) send(request, response, answer);
  };
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = JSON.stringify(answer.body);
  // What is left of a small body is read and forgotten, so that the connection stays usable; an
  // endless one is cut off, and one that came too slowly, which would hold up a draining server.
  const unread = !request.complete;
  const small =
    Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= MAX_BATCH_BYTES;
  const cut = unread && (!small || answer.status === REFUSALS.timeout);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...answer.headers,
    ...(cut && { connection: 'close' }),
  });
  response.end(body);
  if (unread) request.resume();
}

/** The body, an answer where it is too large or too slow, or `aborted` where the client has gone. */
function readBody(
  request: IncomingMessage,
  budget: BodyBudget,
): Promise<Buffer | Answer | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => settle(refuse('timeout')), BODY_DEADLINE_MS);
    const settle = (outcome: Buffer | Answer | 'aborted') => {
      clearTimeout(timer);
      budget.release(bytes);
      request.off('data', take).off('end', end).off('close', gone).off('error', gone);
      // A late error of a socket nobody waits for must not become an uncaught one.
      request.on('error', () => undefined);
      resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      if (bytes + chunk.length > MAX_BATCH_BYTES) return settle(refuse('too_large'));
      if (!budget.take(chunk.length)) return settle(refuse('overloaded', BUSY_SECONDS));
      bytes += chunk.length;
      chunks.push(chunk);
    };
    const end = () => settle(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    const gone = () => settle('aborted');
    request.on('data', take).on('end', end).on('close', gone).on('error', gone);
  });
}
