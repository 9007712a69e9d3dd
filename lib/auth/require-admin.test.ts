import { expect, test } from 'vitest';
import { judgeRequest } from './require-admin';
import { readSession } from './session';

const PUBLIC = 'http://localhost:3000';
const admin = readSession({ user: { name: 'admin', role: 'admin' } });

async function judged(method: string, headers: Record<string, string>, state = admin) {
  const request = new Request(`${PUBLIC}/api/admin/x`, { method, headers });
  const result = judgeRequest(request, state, PUBLIC);
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

test('refuses nobody with 401 and others with 403', async () => {
  for (const raw of [null, undefined, {}, { user: null }]) {
    expect(await judged('GET', {}, readSession(raw))).toBe('401 signed_out');
  }
  for (const role of [undefined, 'viewer', null]) {
    expect(await judged('GET', {}, readSession({ user: { name: 'eve', role } }))).toBe(
      '403 not_admin',
    );
  }
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
