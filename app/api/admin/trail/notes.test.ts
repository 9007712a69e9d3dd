import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMemoryEngine } from '@/lib/analytics/memory';
import { readSettings } from '@/lib/config/settings';
import { createMemoryStore } from '@/lib/storage/memory';
import { createTrail } from '@/lib/trail/trail-book';
import { GET as report } from '../reports/[name]/route';
import { POST as audit } from '../runs/[id]/audit/route';
import { DELETE as stop } from '../runs/[id]/route';
import { POST as start } from '../runs/route';
import { GET as list } from './route';

const SITE = 'http://localhost:3000';
const SECRET = 'the secret of this test’s sessions';
const KEY = Symbol.for('footfall.runtime');
const NOW = Date.now();

beforeEach(() => {
  vi.stubEnv('NEXTAUTH_URL', SITE);
  const clock = () => NOW;
  Object.assign(globalThis, {
    [KEY]: {
      settings: readSettings({}),
      secrets: { auth: SECRET, adminPassword: 'not used here' },
      clock,
      trail: createTrail({ objects: createMemoryStore(), clock }),
      engine: createMemoryEngine(() => ({ columns: [], rows: [] })),
      runs: {
        start: async (order: { seed: number }) =>
          order.seed === 7 ? { ok: true, run_id: 'producer-7' } : { ok: false, code: 'closed' },
        stop: (id: string) => id === 'producer-7',
        audit: async (id: string) =>
          id === 'producer-7'
            ? { ok: true, audited: { madeAtMs: NOW, audit: { agrees: true } } }
            : { ok: false, code: 'no_such_run', message: '' },
      },
    },
  });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, KEY);
  vi.unstubAllEnvs();
});

async function asked(path: string, method = 'GET', body?: unknown): Promise<Request> {
  const token = { sub: 'oidc:ada', name: 'ada', role: 'admin', signed_in_at: NOW };
  const cookie = `next-auth.session-token=${await encode({ token, secret: SECRET, maxAge: 60 })}`;
  return new Request(`${SITE}/api/admin${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const context = <T>(params: T) => ({ params: Promise.resolve(params) });
const order = { kind: 'producer', seed: 7, scenario: null, seconds: 60, rate: 20 };

test('runs and files are noted once they are what was asked for, and the log is read page by page', async () => {
  await start(await asked('/runs', 'POST', order));
  await start(await asked('/runs', 'POST', { ...order, seed: 8 }));
  for (const id of ['producer-7', 'nobody-1']) {
    await stop(await asked(`/runs/${id}`, 'DELETE'), context({ id }));
    await audit(await asked(`/runs/${id}/audit`, 'POST'), context({ id }));
  }
  const query = '/reports/overview?range=24h&device_type=mobile';
  for (const format of ['', '&format=csv', '&format=xls']) {
    await report(await asked(query + format), context({ name: 'overview' }));
  }
  const all = await (await list(await asked('/trail'))).json();
  expect(all.next).toBeNull();
  expect(all.entries).toMatchObject([
    { who: 'ada', act: 'exported', subject: 'overview', detail: { format: 'csv', rows: 0 } },
    { who: 'ada', act: 'run_audited', subject: 'producer-7', detail: { agrees: true } },
    { who: 'ada', act: 'run_stopped', subject: 'producer-7' },
    { who: 'ada', act: 'run_started', subject: 'producer-7', detail: { seed: 7, rate: 20 } },
  ]);
  expect(all.entries[0].detail.query).toContain('device_type=mobile');
  const before = all.entries[1].id;
  const some = await (await list(await asked(`/trail?act=run_started&before=${before}`))).json();
  expect(some.entries).toEqual([all.entries[3]]);
  for (const wrong of ['act=danced', 'before=x', `who=${'x'.repeat(99)}`]) {
    expect((await list(await asked(`/trail?${wrong}`))).status, wrong).toBe(400);
  }
});
