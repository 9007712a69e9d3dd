import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { MINUTE_MS } from '@/lib/common/clock';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import { proxy } from '@/proxy';

const SECRET = 'a secret of the tests, long enough for one';
const dataDir = mkdtempSync(join(tmpdir(), 'footfall-proxy-'));
const keys = loadSecrets(readSettings({ FOOTFALL_SECRET: SECRET, FOOTFALL_DATA_DIR: dataDir }));

beforeAll(() => {
  vi.stubEnv('FOOTFALL_SECRET', SECRET);
  vi.stubEnv('FOOTFALL_DATA_DIR', dataDir);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true });
});

function claim(changes: Partial<RunClaim> = {}): RunClaim {
  return {
    actor: 'human',
    run_id: 'preview',
    exp: Date.now() + MINUTE_MS,
    scenario: { price: { factor: 0.5 } },
    ...changes,
  };
}

function open(path: string) {
  const { status, headers } = proxy(new NextRequest(`http://localhost:3000${path}`));
  return { status, to: headers.get('location'), cookie: headers.get('set-cookie') };
}

test('a link of ours sets the cookie until its token ends, and leads to the clean address', () => {
  const run = claim();
  const token = signRunToken(run, keys.runToken);
  const { status, to, cookie } = open(`/category/table?sort=price&footfall_run=${token}&page=2`);
  expect(status).toBe(307);
  expect(to).toBe('http://localhost:3000/category/table?sort=price&page=2');
  expect(cookie).toContain(`footfall_run=${token};`);
  expect(cookie).toContain('Path=/');
  expect(cookie?.toLowerCase()).toContain('samesite=lax');
  expect(cookie).toContain(`Expires=${new Date(run.exp).toUTCString()}`);
  expect(cookie).not.toContain('Secure');
});

test.each([
  ['forged', signRunToken(claim(), 'another secret')],
  ['expired', signRunToken(claim({ exp: 1 }), keys.runToken)],
  ['of a scenario unknown here', signRunToken(claim({ scenario: { gravity: 0 } }), keys.runToken)],
  ['empty', ''],
  ['no token', '../../etc'],
])('a link whose token is %s leads to the clean address and changes nothing', (_what, token) => {
  const { status, to, cookie } = open(`/?footfall_run=${encodeURIComponent(token)}`);
  expect([status, to, cookie]).toEqual([307, 'http://localhost:3000/', null]);
});

test('a link can end a scenario', () => {
  expect(open('/cart?footfall_run=off')).toMatchObject({
    to: 'http://localhost:3000/cart',
    cookie: expect.stringMatching(/^footfall_run=;.*Expires=Thu, 01 Jan 1970/),
  });
});
