import { ADDRESS_HEADER } from '@/lib/common/address-header';
import { BODY_DEADLINE_MS } from '@/lib/events/batch';
import { type Answer, answerSafely, refuse } from './answer';
import type { BodyBudget } from './body-budget';
import type { Admission, RequestHead, Ticket } from './gate';

/** When to come back to a server that has too many bodies under way. */
export const BUSY_SECONDS = 5;

/**
 * A body declared no longer is read in one piece, its whole length counted from the start. For longer
 * ones that would let a few who declare much and send nothing keep everybody else out.
 */
const WHOLE_BYTES = 16 * 1024;

export interface WebDoor {
  readonly maxBytes: number;
  readonly budget: BodyBudget;
  admit(head: RequestHead): Admission;
  answer(ticket: Ticket, body: Uint8Array): Promise<Answer>;
  /** Counts what was turned away while the body was read. */
  refused(answer: Answer): Answer;
}

/** Serves a web-standard request: Next's route handlers are this and nothing more. */
export async function serveWebRequest(request: Request, door: WebDoor): Promise<Response> {
  const answer = await answerSafely(async () => {
    const admission = door.admit(headOf(request));
    if (!admission.ok) return admission.answer;
    const body = await readBody(request, door);
    return body instanceof Uint8Array ? door.answer(admission.ticket, body) : door.refused(body);
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

/** The body, or why there is none. A slow one may never end, so it has a deadline. */
async function readBody(
  request: Request,
  { maxBytes, budget }: WebDoor,
): Promise<Uint8Array | Answer> {
  if (!request.body) return new Uint8Array();
  let held = 0;
  let over = false;
  const take = (bytes: number): Answer | null => {
    if (over) return refuse('timeout');
    if (held + bytes > maxBytes) return refuse('too_large');
    if (!budget.take(bytes)) return refuse('overloaded', BUSY_SECONDS);
    held += bytes;
    return null;
  };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(refuse('timeout')), BODY_DEADLINE_MS);
  });
  try {
    const length = declaredLength(request);
    const small = length !== null && length <= WHOLE_BYTES;
    const read = small ? readWhole(request, length, take) : readCounted(request.body, take);
    return await Promise.race([read, deadline]);
  } catch {
    return refuse('malformed'); // The client went away mid-body; nobody is left to read this.
  } finally {
    over = true;
    clearTimeout(timer);
    budget.release(held);
  }
}

/** Null where none is declared. Node's parser never lets a body exceed a declared one. */
function declaredLength({ headers }: Request): number | null {
  const text = headers.get('content-length');
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** In one piece: half the promises of a stream, which count in Next's process. */
async function readWhole(
  request: Request,
  length: number,
  take: (bytes: number) => Answer | null,
): Promise<Uint8Array | Answer> {
  return take(length) ?? new Uint8Array(await request.arrayBuffer());
}

/** Counted while it arrives. */
async function readCounted(
  body: ReadableStream<Uint8Array>,
  take: (bytes: number) => Answer | null,
): Promise<Uint8Array | Answer> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const part = await reader.read();
      if (part.done) return Buffer.concat(chunks);
      const refusal = take(part.value.length);
      if (refusal) return refusal;
      chunks.push(part.value);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
