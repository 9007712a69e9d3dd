import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { RUN_TOKEN_NAME } from '@/lib/common/run-token';
import { config, proxy } from '@/proxy';

function answered(path: string, headers: Record<string, string> = {}) {
  return proxy(new NextRequest(`http://localhost:3000${path}`, { headers })).headers;
}

/** How Next is told of a request header that a proxy has set. */
const PASSED_ON = 'x-middleware-request-';

test('every admin answer has a policy with a nonce of its own, which Next is told of', () => {
  const nonces = ['/admin', '/admin/sign-in'].map((path) => {
    const headers = answered(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(headers.get(`${PASSED_ON}content-security-policy`)).toBe(policy);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    const [, script, style] =
      /script-src 'self' 'nonce-(\w{32})' 'strict-dynamic'; style-src 'self' 'nonce-(\w{32})'/.exec(
        policy,
      ) ?? [];
    expect(script).toBe(style);
    return script;
  });
  expect(nonces[0]).toBeDefined();
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('a client can bring neither a nonce nor a path of its own', () => {
  const headers = answered('/admin?range=7d', {
    'content-security-policy': "script-src 'nonce-mine'",
    'x-footfall-path': '//evil.example',
  });
  expect(headers.get(`${PASSED_ON}content-security-policy`)).not.toContain('mine');
  expect(headers.get(`${PASSED_ON}x-footfall-path`)).toBe('/admin?range=7d');
});

test('it stands before admin pages and links into a scenario only', () => {
  expect(config.matcher).toEqual([
    '/admin/:path*',
    { source: '/((?!api|_next).*)', has: [{ type: 'query', key: RUN_TOKEN_NAME }] },
  ]);
});
