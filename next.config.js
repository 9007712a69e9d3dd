import { availableParallelism } from 'node:os';
import { shopPolicy } from './server/shop-policy.mjs';

/**
 * The shipped server marks its requests with this header (and removes a client's own). Without it
 * stands plain `next start`, which cannot know each page's script hashes: there the shop gets a
 * weaker policy. See docs/decisions/0004-two-doors.md.
 */
const DOOR_HEADER = 'x-footfall-door';

const WEAK_SHOP_POLICY = shopPolicy(["'unsafe-inline'"], ["'unsafe-inline'"]);

/** What no page of ours asks a browser for. */
const UNUSED_POWERS = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/**
 * OWASP's list of response headers, as far as it holds for this site. The content security policy
 * comes by page (server/page-headers.ts, proxy.ts).
 */
const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // For browsers that do not know frame-ancestors.
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Permitted-Cross-Domain-Policies', value: 'none' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: UNUSED_POWERS.map((power) => `${power}=()`).join(', '),
  },
  // A promise that only a site reached over https can keep. Browsers take it from no other.
  ...(process.env.FOOTFALL_PUBLIC_URL?.startsWith('https:')
    ? [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }]
    : []),
];

/** Cards are shown on other people's pages; everything else is for ours alone. */
const OURS_ALONE = [{ key: 'Cross-Origin-Resource-Policy', value: 'same-origin' }];
const FOR_EVERYBODY = [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }];

/** The shop loads nothing from elsewhere; the admin may one day show dashboards that do. */
const NOTHING_FOREIGN = [{ key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' }];

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  experimental: {
    // See app/global-not-found.tsx.
    globalNotFound: true,
    // Pages are made on every core there is; by itself Next leaves one idle.
    cpus: availableParallelism(),
  },
  allowedDevOrigins: ['127.0.0.1'],
  serverExternalPackages: ['@duckdb/node-api'],
  // `npm run check` checks types, of the tests as well; whoever starts the shop need not wait for it.
  typescript: { tsconfigPath: 'tsconfig.build.json', ignoreBuildErrors: true },
  async headers() {
    const immutable = [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }];
    /** @type {Awaited<ReturnType<NonNullable<import('next').NextConfig['headers']>>>} */
    const rules = [
      { source: '/:path*', headers: SECURITY_HEADERS },
      { source: '/((?!cards|pictures).*)', headers: OURS_ALONE },
      { source: '/(cards|pictures)/:file*', headers: FOR_EVERYBODY },
      { source: '/((?!admin).*)', headers: NOTHING_FOREIGN },
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
