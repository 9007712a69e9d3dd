import { ADDRESS_HEADER } from '@/lib/common/address-header';
import { BODY_DEADLINE_MS } from '@/lib/events/batch';
import { type Answer, answerSafely, refuse } from './answer';
import type { BodyBudget } from './body-budget';
import type { Admission, RequestHead, Ticket } from './gate';

/** When to come back to a server that has too many bodies under way. */
export const BUSY_SECONDS = 5;

export interface WebDoor {
  readonly maxBytes: number;
  readonly budget: BodyBudget;
  admit(head: RequestHead): Admission;
  answer(ticket: Ticket, body: Uint8Array): Promise<Answer>;
}

/** Serves a web-standard request: Next's route handlers are this and nothing more. */
export async function serveWebRequest(request: Request, door: WebDoor): Promise<Response> {
  const answer = await answerSafely(async () => {
    const admission = door.admit(headOf(request));
    if (!admission.ok) return admission.answer;
    const body = await readBody(request, door);
    return body instanceof Uint8Array ? door.answer(admission.ticket, body) : body;
  });
  return toResponse(answer.status === 413 || answer.status === 408 ? hangUp(answer) : answer);
}

/** Otherwise the server in front goes on reading what nobody wants, however long it is. */
function hangUp(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, connection: 'close' } };
}

export function toResponse({ status, body, headers }: Answer): Response {
  return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } });
}

function headOf(request: Request): RequestHead {
  return {
    method: request.method,
    header: (name) => request.headers.get(name) ?? undefined,
    address: request.headers.get(ADDRESS_HEADER),
  };
}

/** The body, counted while it arrives: a declared length may lie and a slow one may never end. */
async function readBody(
  request: Request,
  { maxBytes, budget }: WebDoor,
): Promise<Uint8Array | Answer> {
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), BODY_DEADLINE_MS);
  });
  try {
    for (;;) {
      const part = await Promise.race([reader.read(), deadline]);
      if (part === 'late') return refuse('timeout');
      if (part.done) return Buffer.concat(chunks);
      if (bytes + part.value.length > maxBytes) return refuse('too_large');
      if (!budget.take(part.value.length)) return refuse('overloaded', BUSY_SECONDS);
      bytes += part.value.length;
      chunks.push(part.value);
    }
  } catch {
    return refuse('malformed'); // The client went away mid-body; nobody is left to read this.
  } finally {
    clearTimeout(timer);
    budget.release(bytes);
    reader.cancel().catch(() => undefined);
  }
}
