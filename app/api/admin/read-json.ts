export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly response: Response };

const NO_STORE = { 'cache-control': 'no-store' };

/** A problem as every route of the admin says it. */
export function problem(
  status: number,
  code: string,
  message: string,
  fields?: readonly string[],
): Response {
  return Response.json({ code, message, fields }, { status, headers: NO_STORE });
}

/** What a signed-in page sent as JSON, read no further than `maxBytes`. */
export async function readJson(request: Request, maxBytes: number): Promise<JsonBody> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refused(415, 'unsupported_type', 'Send JSON.');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > maxBytes) {
      await reader?.cancel();
      return refused(413, 'too_large', `This is more than ${maxBytes} bytes.`);
    }
    chunks.push(part.value);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused(400, 'malformed', 'This is not JSON.');
  }
}

function refused(status: number, code: string, message: string): JsonBody {
  return { ok: false, response: problem(status, code, message) };
}
