import { encode, type JWT } from 'next-auth/jwt';
import { expect, test, vi } from 'vitest';
import { safeAdminPath } from './admin-path';
import { limitedMinutes, withLimitStatus } from './limited';
import { type OidcSettings, roleOfClaims } from './oidc';
import { createAuthOptions, createAuthorize, safeRedirect } from './options';
import { type AdminSession, sessionOf } from './session';
import { type Account, createSignInDesk } from './sign-in';

const HOUR = 3_600_000;
const PASSWORD = 'correct horse battery';
const ADMIN: Account = { user: 'admin', password: PASSWORD, role: 'admin' };
const OIDC: OidcSettings = {
  issuer: 'https://issuer.example',
  clientId: 'footfall',
  clientSecret: 'shh',
  claim: 'groups',
  admins: ['ops'],
  viewers: ['staff'],
};
const deskOf = (...accounts: Account[]) => createSignInDesk({ accounts, clock: () => 0 });
const settings = (more: { clock?: () => number; accounts?: Account[] } = {}) => ({
  desk: deskOf(...(more.accounts ?? [ADMIN])),
  oidc: OIDC,
  secret: 's'.repeat(43),
  publicUrl: 'http://localhost:3000',
  clock: more.clock ?? Date.now,
});
const right = { username: 'admin', password: PASSWORD };

test('authorises an account, and nobody by anything else', async () => {
  const authorize = createAuthorize(deskOf(ADMIN));
  expect(await authorize(right, {})).toEqual({
    id: 'password:admin',
    name: 'admin',
    role: 'admin',
  });
  for (const given of [
    undefined,
    {},
    { username: 'admin' },
    { ...right, password: 'wrong' },
    { ...right, password: ['correct horse battery'] },
    { ...right, username: 'a'.repeat(300) },
  ]) {
    expect(await authorize(given, {})).toBeNull();
  }
});

test('limits by the address the server set, and tells the minutes', async () => {
  const authorize = createAuthorize(deskOf(ADMIN));
  const from = (address: string) => ({ headers: { 'x-footfall-address': address } });
  for (let i = 0; i < 10; i++) await authorize({ ...right, username: `u${i}` }, from('10.0.0.1'));
  await expect(authorize(right, from('10.0.0.1'))).rejects.toThrow('limited:15');
  expect(await authorize(right, from('10.0.0.2'))).not.toBeNull();
  for (let i = 0; i < 10; i++) await authorize({ ...right, username: `v${i}` }, {});
  await expect(authorize(right, { headers: {} })).rejects.toThrow('limited:15');
});

test('a limit is answered 429 with Retry-After, a wrong password 401', async () => {
  const answer = (code: string) =>
    Response.json(
      { url: `http://localhost:3000/admin/sign-in?error=${code}` },
      { status: 401, headers: { 'set-cookie': 'a=b' } },
    );
  const limited = await withLimitStatus(answer('limited%3A14'));
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '840']);
  expect(limited.headers.get('set-cookie')).toBe('a=b');
  expect(await limited.json()).toEqual({
    url: 'http://localhost:3000/admin/sign-in?error=limited%3A14',
  });
  expect((await withLimitStatus(answer('CredentialsSignin'))).status).toBe(401);
  const page = new Response('no', { status: 401, headers: { 'content-type': 'text/plain' } });
  expect(await withLimitStatus(page)).toBe(page);
});

test('reads minutes from its own code only', () => {
  expect(limitedMinutes('limited:3')).toBe(3);
  for (const code of [null, '', 'limited:', 'limited:x', 'limited:3 <b>', 'CredentialsSignin']) {
    expect(limitedMinutes(code)).toBeNull();
  }
});

test('leads only to this origin', () => {
  const base = 'http://localhost:3000';
  expect(safeRedirect('/admin?range=1h', base)).toBe(`${base}/admin?range=1h`);
  expect(safeRedirect(`${base}/admin`, base)).toBe(`${base}/admin`);
  for (const url of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'http://localhost:3000.evil.example/',
    'http://localhost:3000@evil.example/',
    'javascript:alert(1)',
    'http://[',
  ]) {
    expect(safeRedirect(url, base)).toBe(`${base}/admin`);
  }
});

test('cookies are for this host alone where the address is https', () => {
  for (const publicUrl of ['https://shop.example', 'http://localhost:3000']) {
    const secure = publicUrl.startsWith('https');
    const { useSecureCookies, cookies } = createAuthOptions({ ...settings(), publicUrl });
    expect(useSecureCookies).toBe(secure);
    const all = Object.values(cookies ?? {});
    expect(all).toHaveLength(6);
    for (const { name, options } of all) {
      expect(name.startsWith('__Host-')).toBe(secure);
      // With a domain a browser refuses the prefix.
      expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure });
      expect(options).not.toHaveProperty('domain');
    }
  }
});

/** Through next-auth's own session route, as every page and route goes. */
async function session(
  token: JWT,
  more: Parameters<typeof settings>[0] & { maxAge?: number } = {},
) {
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  const { secret } = settings();
  const cookie = await encode({ token, secret, maxAge: more.maxAge ?? 60 });
  const header = `other=1; next-auth.callback-url=%%no; next-auth.session-token=${cookie}; x`;
  const read: AdminSession | null = await sessionOf(header, createAuthOptions(settings(more)));
  vi.unstubAllEnvs();
  return read && `${read.id} ${read.user} ${read.role}`;
}

test('a session lasts an hour without a sign of life and eight hours at the longest', async () => {
  expect(createAuthOptions(settings())).toMatchObject({
    session: { strategy: 'jwt', maxAge: 3_600 },
    jwt: { maxAge: 3_600 },
  });
  const now = Date.now();
  const token = { sub: 'password:admin', name: 'admin', role: 'admin', signed_in_at: now };
  expect(await session(token)).toBe('password:admin admin admin');
  // next-auth allows clocks to differ by 15 seconds.
  expect(await session(token, { maxAge: -16 })).toBeNull();
  const after = (ms: number) => session(token, { clock: () => now + ms });
  expect(await after(8 * HOUR - 1)).toBe('password:admin admin admin');
  expect(await after(8 * HOUR)).toBeNull();
});

test('an account has the role of now, and none once it is gone', async () => {
  const token = { sub: 'password:admin', name: 'admin', role: 'admin', signed_in_at: Date.now() };
  const lesser = [{ ...ADMIN, role: 'viewer' as const }];
  expect(await session(token, { accounts: lesser })).toBe('password:admin admin viewer');
  expect(await session(token, { accounts: [] })).toBeNull();
  const from = { ...token, sub: 'oidc:1', name: 'a@example.org', role: 'viewer' };
  expect(await session(from, { accounts: [] })).toBe('oidc:1 a@example.org viewer');
  for (const role of ['root', '', null, undefined]) {
    expect(await session({ ...from, role }), String(role)).toBeNull();
  }
  expect(await session({ ...from, signed_in_at: undefined })).toBeNull();
});

test('a provider’s person without a role is not let in', async () => {
  const { callbacks } = createAuthOptions(settings());
  const admitted = (role: string | null) => {
    const user = { id: 'oidc:1', name: 'eve', role };
    return callbacks?.signIn?.({ user, account: null });
  };
  expect(await admitted('viewer')).toBe(true);
  expect(await admitted(null)).toBe(false);
  expect(await admitted('root')).toBe(false);
});

test('groups are matched whole, and the greater role counts', () => {
  const role = (groups: unknown) => roleOfClaims({ sub: '1', groups }, OIDC);
  expect(role(['staff'])).toBe('viewer');
  expect(role(['staff', 'ops'])).toBe('admin');
  expect(role('ops')).toBe('admin');
  for (const none of [
    undefined,
    null,
    [],
    ['opsx'],
    'staff ops',
    ['OPS'],
    { ops: true },
    [['ops']],
  ]) {
    expect(role(none)).toBeNull();
  }
  expect(roleOfClaims({}, { ...OIDC, admins: [], viewers: [] })).toBeNull();
});

test('after signing in leads only to pages of the admin', () => {
  expect(safeAdminPath('/admin?range=7d')).toBe('/admin?range=7d');
  expect(safeAdminPath('/admin/funnel')).toBe('/admin/funnel');
  for (const asked of [
    null,
    '',
    '/',
    '/administrator',
    '/admin/../cart',
    '/admin/sign-in',
    'https://evil.example/admin',
    '//evil.example/admin',
    'javascript:alert(1)',
  ]) {
    expect(safeAdminPath(asked)).toBe('/admin');
  }
});

test('what happens at the door is noted, with the name that was tried and never the password', async () => {
  const note = vi.fn();
  const options = createAuthOptions({ ...settings(), note });
  const authorize = createAuthorize(deskOf(ADMIN), note);
  await authorize({ ...right, username: 'eve' }, {});
  await authorize({ ...right, password: 'wrong' }, {});
  const nobody = { id: '1', name: 'Oda', role: null } as never;
  const account = { provider: 'oidc', type: 'oauth', providerAccountId: '1' } as const;
  expect(await options.callbacks?.signIn?.({ user: nobody, account })).toBe(false);
  const ada = { id: 'password:admin', name: 'admin', role: 'admin' } as never;
  await options.events?.signIn?.({ user: ada, account: { ...account, provider: 'credentials' } });
  const token = { sub: 'password:admin', name: 'admin', role: 'admin', signed_in_at: 0 } as JWT;
  await options.events?.signOut?.({ token } as never);
  await options.events?.signOut?.({ token: null } as never);
  const refused = { act: 'sign_in_refused', subject: 'password', detail: { why: 'wrong' } };
  expect(note.mock.calls.map(([one]) => one)).toEqual([
    { who: 'eve', ...refused },
    { who: 'admin', ...refused },
    { who: 'Oda', act: 'sign_in_refused', subject: 'oidc', detail: { why: 'no_role' } },
    { who: 'admin', act: 'signed_in', subject: 'password', detail: { role: 'admin' } },
    { who: 'admin', act: 'signed_out', subject: '', detail: {} },
  ]);
});
