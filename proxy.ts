import { type NextRequest, NextResponse } from 'next/server';
import { PATH_HEADER } from '@/lib/auth/admin-path';
import { systemClock } from '@/lib/common/clock';
import { RUN_TOKEN_NAME, verifyRunToken } from '@/lib/common/run-token';
import { quicksightOf } from '@/lib/config/quicksight-settings';
import { loadSecrets } from '@/lib/config/secrets';
import { processSettings, publicUrl } from '@/lib/config/settings';
import { parseScenario } from '@/lib/shop/scenario';

export const config = {
  matcher: [
    '/admin/:path*',
    // A literal, as Next reads it without running it: RUN_TOKEN_NAME.
    { source: '/((?!api|_next).*)', has: [{ type: 'query', key: 'footfall_run' }] },
  ],
};

/** Of a link that ends the scenario which a browser is in. */
const END = 'off';

export function proxy(request: NextRequest): NextResponse {
  return request.nextUrl.searchParams.has(RUN_TOKEN_NAME)
    ? enterScenario(request)
    : adminPage(request);
}

/**
 * Takes a run's token from the link into the cookie and the parameter out of the address. The
 * cookie is readable by the page, which shows the scenario; what counts is verified again by those
 * who count it. A token that is not ours changes nothing.
 */
function enterScenario(request: NextRequest): NextResponse {
  const clean = request.nextUrl.clone();
  const token = clean.searchParams.get(RUN_TOKEN_NAME) ?? '';
  clean.searchParams.delete(RUN_TOKEN_NAME);
  const response = NextResponse.redirect(clean);
  response.headers.set('cache-control', 'no-store');
  const settings = processSettings();
  const run = verifyRunToken(token, loadSecrets(settings).runToken, systemClock(), parseScenario);
  if (run) {
    response.cookies.set({
      name: RUN_TOKEN_NAME,
      value: token,
      path: '/',
      sameSite: 'lax',
      secure: publicUrl(settings).startsWith('https:'),
      expires: new Date(run.exp),
    });
  } else if (token === END) {
    response.cookies.delete(RUN_TOKEN_NAME);
  }
  return response;
}

/**
 * Gives every admin page a policy with a nonce of its own: Next finds the nonce in the request's
 * header. It sets headers and never decides who may see what; pages and routes do.
 */
function adminPage(request: NextRequest): NextResponse {
  const policy = adminPolicy(crypto.randomUUID().replaceAll('-', ''));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Where QuickSight’s frames come from, in whatever region. */
const QUICKSIGHT_FRAMES = 'https://*.quicksight.aws.amazon.com';

let quicksightFramed: boolean | undefined;

function framesQuicksight(): boolean {
  if (quicksightFramed === undefined) {
    const settings = processSettings();
    quicksightFramed = settings.FOOTFALL_MODE === 'aws' && quicksightOf(settings) !== null;
  }
  return quicksightFramed;
}

function adminPolicy(nonce: string): string {
  // React's development build evaluates code to rebuild stacks, hot reloading talks over ws, and
  // Next's own overlay writes inline styles, which a nonce beside 'unsafe-inline' would forbid.
  const dev = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    ...(framesQuicksight() ? [`frame-src ${QUICKSIGHT_FRAMES}`] : []),
  ].join('; ');
}
