import { expect, test } from 'vitest';
import { judgePage, judgeRequest } from './guard';
import type { Role } from './roles';
import { type AdminSession, readSession } from './session';

const PUBLIC = 'http://localhost:3000';
const admin: AdminSession = { id: 'password:admin', user: 'admin', role: 'admin' };
const viewer: AdminSession = { id: 'password:reader', user: 'reader', role: 'viewer' };

async function judged(
  method: string,
  headers: Record<string, string>,
  session: AdminSession | null = admin,
  needed?: Role,
) {
  const request = new Request(`${PUBLIC}/api/admin/x`, { method, headers });
  const result = judgeRequest(request, session, PUBLIC, needed);
  if (result.ok) return result.session.user;
  const { status, headers: sent } = result.response;
  expect(sent.get('cache-control')).toBe('no-store');
  const body = (await result.response.json()) as { code: string; message: string };
  expect(body.message).toMatch(/^[A-Z].*\.$/);
  return `${status} ${body.code}`;
}

test('lets the admin read and change', async () => {
  expect(await judged('GET', {})).toBe('admin');
  expect(await judged('POST', { origin: PUBLIC })).toBe('admin');
  expect(await judged('POST', {})).toBe('admin');
  expect(await judged('POST', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' })).toBe(
    'admin',
  );
});

test('a viewer reads, and changes only where a route says so', async () => {
  expect(await judged('GET', {}, viewer)).toBe('reader');
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(await judged(method, {}, viewer)).toBe('403 not_admin');
    expect(await judged(method, {}, viewer, 'viewer')).toBe('reader');
  }
  expect(await judged('GET', {}, viewer, 'admin')).toBe('403 not_admin');
  expect(await judged('GET', {}, admin, 'admin')).toBe('admin');
});

test('refuses nobody with 401', async () => {
  const named = { id: 'x', name: 'eve' };
  for (const raw of [
    null,
    undefined,
    {},
    { user: null },
    { user: named },
    { user: { ...named, role: 'root' } },
    { user: { name: 'eve', role: 'admin' } },
    { user: { ...named, name: '', role: 'admin' } },
  ]) {
    expect(readSession(raw)).toBeNull();
  }
  expect(await judged('GET', {}, null)).toBe('401 signed_out');
  expect(await judged('POST', {}, null)).toBe('401 signed_out');
});

test.each([
  [{ origin: 'https://evil.example' }],
  [{ origin: 'null' }],
  [{ origin: 'http://localhost:3001' }],
  [{ 'sec-fetch-site': 'cross-site' }],
])('refuses to change anything for %j', async (headers: Record<string, string>) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(await judged(method, headers)).toBe('403 foreign_origin');
  }
  expect(await judged('GET', headers)).toBe('admin');
});

test('a page sends on to the sign-in page, which says why', () => {
  const ledTo = (session: AdminSession | null, needed: Role) => {
    try {
      return judgePage(session, '/admin/x?a=b', needed).user;
    } catch (error) {
      return (error as { digest: string }).digest.split(';')[2];
    }
  };
  const back = 'callbackUrl=%2Fadmin%2Fx%3Fa%3Db';
  expect(ledTo(viewer, 'viewer')).toBe('reader');
  expect(ledTo(admin, 'admin')).toBe('admin');
  expect(ledTo(null, 'viewer')).toBe(`/admin/sign-in?${back}`);
  expect(ledTo(viewer, 'admin')).toBe(`/admin/sign-in?${back}&error=NotAdmin`);
});
