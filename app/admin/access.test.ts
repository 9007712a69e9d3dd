import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NextRequest } from 'next/server';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Role } from '@/lib/auth/roles';
import { hasRole } from '@/lib/auth/roles';
import { readSettings } from '@/lib/config/settings';
import { type AdminCall, type AdminRoute, findAdminRoutes } from '@/lib/testing/admin-routes';

const SITE = 'http://localhost:3000';
const SECRET = 'the secret of this test’s sessions';
const KEY = Symbol.for('footfall.runtime');

const sent = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: async () => sent.headers }));

/** What lies behind the guard: touching it before the guard has judged is the fault looked for. */
class BehindTheGuard extends Error {}

beforeAll(() => {
  vi.stubEnv('NEXTAUTH_URL', SITE);
  const known = {
    settings: readSettings({ FOOTFALL_VIEWER_USER: 'reader' }),
    secrets: { auth: SECRET, adminPassword: 'not used here', viewerPassword: 'not used here' },
    clock: Date.now,
  };
  const stand = new Proxy(known, {
    get(target, name) {
      if (Object.hasOwn(target, name)) return target[name as keyof typeof known];
      throw new BehindTheGuard(String(name));
    },
  });
  Object.assign(globalThis, { [KEY]: stand });
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, KEY);
  vi.unstubAllEnvs();
});

const now = () => Date.now();
const carried = (role: string, user: string) => ({
  sub: `password:${user}`,
  name: user,
  role,
  signed_in_at: now(),
});
const viewer = () => carried('viewer', 'reader');
const admin = () => carried('admin', 'admin');
const made = (token: Record<string, unknown>, secret = SECRET, maxAge = 60) =>
  encode({ token, secret, maxAge });
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Who knocks: the cookie they bring, and the role that it truly is. */
const VISITORS: Readonly<Record<string, { role: Role | null; cookie: () => Promise<string> }>> = {
  nobody: { role: null, cookie: async () => '' },
  viewer: { role: 'viewer', cookie: () => made(viewer()) },
  admin: { role: 'admin', cookie: () => made(admin()) },
  expired: { role: null, cookie: () => made(admin(), SECRET, -60) },
  'past its eight hours': {
    role: null,
    cookie: () => made({ ...admin(), signed_in_at: now() - 8 * 3_600_000 }),
  },
  'of another secret': { role: null, cookie: () => made(admin(), `${SECRET}.`) },
  'of no algorithm': {
    role: null,
    cookie: async () => `${base64({ alg: 'none' })}.${base64(admin())}.`,
  },
  'of no encryption': {
    role: null,
    cookie: async () => `${base64({ alg: 'dir', enc: 'none' })}..${base64(admin())}..`,
  },
  'signed, not encrypted': {
    role: null,
    cookie: async () => `${base64({ alg: 'HS256' })}.${base64(admin())}.c2lnbmF0dXJl`,
  },
  'a viewer’s, with bytes changed': {
    role: null,
    cookie: async () => changed(await made(viewer())),
  },
  'with a role of their own making': {
    role: null,
    cookie: () => made({ ...carried('root', 'eve'), sub: 'oidc:eve' }),
  },
  'of an account that is gone': { role: null, cookie: () => made(carried('admin', 'gone')) },
  // The role is the account's, whatever the cookie says.
  'a viewer’s that says admin': { role: 'viewer', cookie: () => made(carried('admin', 'reader')) },
};

function changed(token: string): string {
  const parts = token.split('.');
  const text = Buffer.from(parts[3] ?? '', 'base64url');
  text[text.length >> 1] = (text[text.length >> 1] ?? 0) ^ 1;
  return parts.with(3, text.toString('base64url')).join('.');
}

/** What a call comes to: refused, sent to the sign-in page, or let in. */
async function outcome(
  route: AdminRoute,
  call: AdminCall,
  headers: Record<string, string>,
): Promise<string> {
  const module = await import(`@/${route.file}`);
  const params = Promise.resolve(route.params);
  try {
    if (route.kind === 'page') {
      sent.headers = new Headers({ ...headers, 'x-footfall-path': route.path });
      await module.default({ params, searchParams: Promise.resolve({}) });
      return 'in';
    }
    const request = new NextRequest(SITE + route.path, { method: call.method, headers });
    const response: Response = await module[call.method](request, { params });
    if (response.status !== 401 && response.status !== 403) return 'in';
    return `${response.status} ${((await response.json()) as { code: string }).code}`;
  } catch (error) {
    if (error instanceof BehindTheGuard) return 'in';
    const [, , target = ''] = String((error as { digest?: unknown }).digest).split(';');
    if (!target.startsWith('/admin/sign-in?')) throw error;
    const query = new URL(target, SITE).searchParams;
    expect(query.get('callbackUrl')).toBe(route.path);
    return query.has('error') ? `to sign in: ${query.get('error')}` : 'to sign in';
  }
}

function expected({ kind }: AdminRoute, { role }: AdminCall, held: Role | null): string {
  if (held && hasRole(held, role)) return 'in';
  if (kind === 'page') return held ? 'to sign in: NotAdmin' : 'to sign in';
  return held ? '403 not_admin' : '401 signed_out';
}

const cookieHeader = (token: string): Record<string, string> =>
  token ? { cookie: `next-auth.session-token=${token}` } : {};

/** Every wrong outcome of a route, over all visitors. */
async function wrongOutcomes(route: AdminRoute): Promise<string[]> {
  const wrong: string[] = [];
  for (const call of route.calls) {
    for (const [who, { role, cookie }] of Object.entries(VISITORS)) {
      const brought = cookieHeader(await cookie());
      const got = await outcome(route, call, brought);
      const due = expected(route, call, role);
      if (got !== due) wrong.push(`${call.method} by ${who}: ${got}, not ${due}`);
      if (call.method === 'GET' || call.method === 'HEAD') continue;
      for (const origin of ['https://evil.example', 'null']) {
        const foreign = await outcome(route, call, { ...brought, origin });
        if (foreign !== '403 foreign_origin') {
          wrong.push(`${call.method} by ${who} from ${origin}: ${foreign}`);
        }
      }
    }
  }
  return wrong;
}

const routes = findAdminRoutes();

test('the scan finds pages and routes, each with what it answers', () => {
  const found = routes.flatMap(({ path, calls }) => calls.map(({ method }) => `${method} ${path}`));
  expect(found).toEqual(
    expect.arrayContaining([
      'GET /admin',
      'GET /api/admin/live',
      'GET /api/admin/reports/overview',
      'GET /api/admin/views',
      'POST /api/admin/views',
      'DELETE /api/admin/views/019aa7f0-0000-7000-8000-000000000000',
    ]),
  );
  expect(routes.filter(({ calls }) => calls.length === 0)).toEqual([]);
});

test.each(routes.map((route) => [route.file, route] as const))(
  '%s lets in whom it should and nobody else',
  async (_, route) => {
    expect(await wrongOutcomes(route)).toEqual([]);
  },
);

const UNGUARDED = `export async function GET() { return Response.json({ secret: 1 }); }
async function change(request) { return Response.json({ changed: request.method }); }
export { change as POST };`;
const HALF_GUARDED = `import { authorise } from '@/app/admin/auth';
import { runtime } from '@/lib/config/runtime';
export async function PUT(request) {
  runtime().sink;
  const who = await authorise(request);
  return who.ok ? Response.json({}) : who.response;
}
export async function DELETE(request) {
  const who = await authorise(request, 'viewer');
  return who.ok ? Response.json({}) : who.response;
}`;
const OPEN_PAGE = 'export default async function Page() { return null; }';

test.each([
  ['a route without a guard', 'route.ts', UNGUARDED, /GET by nobody: in, not 401.*POST by nobody/],
  [
    'work before the guard, a role too low',
    'route.ts',
    HALF_GUARDED,
    /PUT by nobody: in.*DELETE by viewer: in/,
  ],
  ['a page without a guard', 'page.tsx', OPEN_PAGE, /GET by nobody: in, not to sign in/],
])('a new one would be noticed: %s', async (_, name, source, noticed) => {
  // Beside the real ones, so that imports and the scan work as for them; Next leaves such a folder alone.
  const folder = `app/_guard-test-${process.pid}-${crypto.randomUUID()}`;
  const file = `${folder}/(new)/${name}`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, source);
    const [route] = findAdminRoutes([folder]);
    if (!route) throw new Error('the scan did not find it');
    expect((await wrongOutcomes(route)).join(' · ')).toMatch(noticed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
