import { shopPolicy } from './server/shop-policy.mjs';

/**
 * The shipped server marks its requests with this header (and removes a client's own). Without it
 * stands plain `next start`, which cannot know each page's script hashes: there the shop gets a
 * weaker policy. See docs/decisions/0004-two-doors.md.
 */
const DOOR_HEADER = 'x-footfall-door';

const WEAK_SHOP_POLICY = shopPolicy(["'unsafe-inline'"], ["'unsafe-inline'"]);

const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
];

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  allowedDevOrigins: ['127.0.0.1'],
  serverExternalPackages: ['@duckdb/node-api'],
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  async headers() {
    const immutable = [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }];
    /** @type {Awaited<ReturnType<NonNullable<import('next').NextConfig['headers']>>>} */
    const rules = [
      { source: '/:path*', headers: SECURITY_HEADERS },
      { source: '/pictures/:file*', headers: immutable },
    ];
    if (process.env.NODE_ENV === 'production') {
      rules.push({
        source: '/((?!admin|api|_next).*)',
        missing: [{ type: 'header', key: DOOR_HEADER }],
        headers: [{ key: 'Content-Security-Policy', value: WEAK_SHOP_POLICY }],
      });
    }
    return rules;
  },
};
