import { expect, test } from 'vitest';
import { safeAdminPath } from './admin-path';
import { limitedMinutes, withLimitStatus } from './limited';
import { createAuthOptions, createAuthorize, safeRedirect } from './options';
import { createSignInLimits } from './sign-in';

const settings = () => ({
  user: 'admin',
  password: 'correct horse battery',
  secret: 's'.repeat(43),
  publicUrl: 'http://localhost:3000',
  limits: createSignInLimits(() => 0),
});
const right = { username: 'admin', password: 'correct horse battery' };

test('authorises the admin, and nobody by anything else', async () => {
  const authorize = createAuthorize(settings());
  expect(await authorize(right, {})).toEqual({ id: 'admin', name: 'admin' });
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
  const authorize = createAuthorize(settings());
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

test('sessions are signed tokens of eight hours that carry the role', async () => {
  const options = createAuthOptions(settings());
  expect(options).toMatchObject({
    secret: 's'.repeat(43),
    useSecureCookies: false,
    session: { strategy: 'jwt', maxAge: 28_800 },
    pages: { signIn: '/admin/sign-in' },
  });
  const https = createAuthOptions({ ...settings(), publicUrl: 'https://shop.example' });
  expect(https.useSecureCookies).toBe(true);
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
