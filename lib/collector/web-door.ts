import { ADDRESS_HEADER } from '@/lib/common/address-header';
import { BODY_DEADLINE_MS } from '@/lib/events/batch';
import { type Answer, refuse } from './answer';
import type { Admission, RequestHead, Ticket } from './gate';

export interface WebDoor {
  readonly maxBytes: number;
  admit(head: RequestHead): Admission;
  answer(ticket: Ticket, body: Uint8Array): Promise<Answer>;
}

/** Serves a web-standard request: Next's route handlers are this and nothing more. */
export async function serveWebRequest(request: Request, door: WebDoor): Promise<Response> {
  const admission = door.admit(headOf(request));
  if (!admission.ok) return toResponse(admission.answer);
  const body = await readBody(request, door.maxBytes);
  if (!(body instanceof Uint8Array)) return toResponse(body);
  return toResponse(await door.answer(admission.ticket, body));
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
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | Answer> {
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
      bytes += part.value.length;
      if (bytes > maxBytes) return refuse('too_large');
      chunks.push(part.value);
    }
  } catch {
    return refuse('malformed'); // The client went away mid-body; nobody is left to read this.
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => undefined);
  }
}
