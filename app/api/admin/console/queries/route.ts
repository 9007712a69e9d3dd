import { authorise } from '@/app/admin/auth';
import { problem, readJson } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import { pulled } from '../pulled';

export const dynamic = 'force-dynamic';

/** A statement of 100,000 characters, however they are escaped, and its parameters. */
const MOST_BODY_BYTES = 2 * 1024 * 1024;

/** Asks `{sql, parameters?}`: answers JSON lines as they come. Who leaves gives the query up. */
export async function POST(request: Request): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const body = await readJson(request, MOST_BODY_BYTES);
  if (!body.ok) return body.response;
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const asked = runtime().console.ask(who.session, body.value, signal);
  if (!asked.ok) return problem(400, asked.code, asked.message, asked.fields);
  const encoder = new TextEncoder();
  const line = (value: unknown) => encoder.encode(`${JSON.stringify(value)}\n`);
  return new Response(
    pulled(asked.lines, line, () => left.abort()),
    {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        // no-transform: compressing would hold rows back until a block of them is full.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    },
  );
}
