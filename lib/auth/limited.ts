import { MINUTE_MS } from '@/lib/common/clock';

const LIMITED = /^limited:(\d{1,4})$/;

/** next-auth hands an error's message to the sign-in page as its code: `limited:<minutes>`. */
export function limitedError(waitMs: number): Error {
  return new Error(`limited:${Math.max(1, Math.ceil(waitMs / MINUTE_MS))}`);
}

/** Minutes to wait, where the code says so. */
export function limitedMinutes(code: string | null): number | null {
  const minutes = code === null ? undefined : LIMITED.exec(code)?.[1];
  return minutes === undefined ? null : Number(minutes);
}

/** next-auth answers 401 whatever authorize threw; a limit is a 429 with Retry-After. */
export async function withLimitStatus(response: Response): Promise<Response> {
  if (response.status !== 401 || !response.headers.get('content-type')?.includes('json')) {
    return response;
  }
  const text = await response.text();
  const minutes = limitedMinutes(errorIn(text));
  const headers = new Headers(response.headers);
  if (minutes !== null) headers.set('retry-after', String(minutes * 60));
  return new Response(text, { status: minutes === null ? 401 : 429, headers });
}

function errorIn(json: string): string | null {
  const { url } = JSON.parse(json) as { url?: unknown };
  return typeof url === 'string' && URL.canParse(url)
    ? new URL(url).searchParams.get('error')
    : null;
}
