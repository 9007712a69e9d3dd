import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type Answer,
  answerSafely,
  REFUSALS,
  refuse,
  refuseUnexpected,
} from '@/lib/collector/answer';
import type { BodyBudget } from '@/lib/collector/body-budget';
import type { Collector } from '@/lib/collector/collector';
import type { Admission, RequestHead } from '@/lib/collector/gate';
import { BUSY_SECONDS } from '@/lib/collector/web-door';
import { BODY_DEADLINE_MS, MAX_BATCH_BYTES } from '@/lib/events/batch';

export type NodeDoor = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The collector on bare node:http, which costs a small part of what a route of Next's does. Written
 * with few promises on purpose: Next follows each one in this process, which is most of their cost.
 */
export function createCollectorDoor(
  collector: Collector,
  budget: BodyBudget,
  addressOf: (request: IncomingMessage) => string,
): NodeDoor {
  return (request, response) => {
    const answerWith = (work: () => Promise<Answer>) =>
      void answerSafely(work).then((answer) => send(request, response, answer));
    const { headers } = request;
    const head: RequestHead = {
      method: request.method ?? '',
      header(name) {
        const value = headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
      address: addressOf(request),
    };
    const admission = admit(collector, head);
    if (!admission.ok) return send(request, response, admission.answer);
    const { ticket } = admission;
    readBody(request, budget, (body) => {
      if (Buffer.isBuffer(body)) answerWith(() => collector.collect(ticket, body));
      else if (body !== 'aborted') send(request, response, collector.refused(body));
    });
  };
}

function admit(collector: Collector, head: RequestHead): Admission {
  try {
    return collector.admit(head);
  } catch (error) {
    return { ok: false, answer: refuseUnexpected(error) };
  }
}

/** How much of an overlong body is read and forgotten, and for how long. */
const LINGER_BYTES = 16 * 1024 * 1024;
const LINGER_MS = 2_000;

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = JSON.stringify(answer.body);
  // What is left of a small body is read and forgotten, so that the connection stays usable; an
  // endless one is cut off, and one that came too slowly, which would hold up a draining server.
  const unread = !request.complete;
  const small =
    Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= MAX_BATCH_BYTES;
  const late = answer.status === REFUSALS.timeout;
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...answer.headers,
    ...(unread && (!small || late) && { connection: 'close' }),
  });
  if (unread && !small && !late) {
    response.write(body);
    linger(request, () => response.end());
  } else {
    response.end(body);
    if (unread) request.resume();
  }
}

/**
 * Reads on for a while before it hangs up: a connection closed with bytes unread is reset, and a
 * reset overtakes the answer on its way.
 */
function linger(request: IncomingMessage, hangUp: () => void): void {
  let left = LINGER_BYTES;
  const done = () => {
    clearTimeout(timer);
    request.off('data', skip);
    hangUp();
  };
  const skip = (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) done();
  };
  const timer = setTimeout(done, LINGER_MS);
  request.on('data', skip).on('end', done).on('close', done);
}

type Outcome = Buffer | Answer | 'aborted';

/** Hands on the body, an answer where it is too large or too slow, or `aborted` where the client has gone. */
function readBody(
  request: IncomingMessage,
  budget: BodyBudget,
  done: (outcome: Outcome) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => settle(refuse('timeout')), BODY_DEADLINE_MS);
  const settle = (outcome: Outcome) => {
    clearTimeout(timer);
    budget.release(bytes);
    request.off('data', take).off('end', end).off('close', gone).off('error', gone);
    // A late error of a socket nobody waits for must not become an uncaught one.
    request.on('error', ignore);
    done(outcome);
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
}

function ignore(): void {
  // The answer was given already.
}
