import { type NextRequest, NextResponse } from 'next/server';
import { PATH_HEADER } from '@/lib/auth/admin-path';

export const config = { matcher: ['/admin/:path*'] };

/**
 * Gives every admin page a policy with a nonce of its own: Next finds the nonce in the request's
 * header. It sets headers and never decides who may see what; pages and routes do.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = adminPolicy(crypto.randomUUID().replaceAll('-', ''));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
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
  ].join('; ');
}
