import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSettings } from '@/lib/config/settings';
import type { FailedDesk } from '@/lib/failed-events/failed-desk';
import { GET as openOne } from './event/route';
import { POST as replay } from './replay/route';
import { GET as list } from './route';

const SITE = 'http://localhost:3000';
const SECRET = 'the secret of this test’s sessions';
const KEY = Symbol.for('footfall.runtime');
const NOW = Date.parse('2026-11-22T08:15:40.123Z');
const PATH = `${SITE}/api/admin/failed-events`;

const desk = {
  overview: vi.fn<FailedDesk['overview']>(),
  open: vi.fn<FailedDesk['open']>(),
  tryReplay: vi.fn<FailedDesk['tryReplay']>(),
  replay: vi.fn<FailedDesk['replay']>(),
};

beforeEach(() => {
  vi.stubEnv('NEXTAUTH_URL', SITE);
  for (const method of Object.values(desk)) method.mockReset();
  Object.assign(globalThis, {
    [KEY]: {
      settings: readSettings({}),
      secrets: { auth: SECRET, adminPassword: 'not used here' },
      clock: () => NOW,
      failedEvents: desk,
    },
  });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, KEY);
  vi.unstubAllEnvs();
});

async function asked(url: string, body?: unknown): Promise<Request> {
  const token = { sub: 'oidc:ada', name: 'ada', role: 'admin', signed_in_at: NOW };
  const cookie = `next-auth.session-token=${await encode({ token, secret: SECRET, maxAge: 60 })}`;
  return new Request(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const problemOf = async (answer: Response) => [answer.status, (await answer.json()).code];

test('a stretch, a reason and a page are handed on, and nothing else is taken', async () => {
  desk.overview.mockResolvedValue({ total: 0 } as never);
  const answer = await list(await asked(`${PATH}?stretch=7d&reason=bad_id`));
  expect(await answer.json()).toEqual({ total: 0 });
  expect(desk.overview).toHaveBeenCalledWith({
    fromMs: NOW + 1 - 7 * 86_400_000,
    toMs: NOW + 1,
    reason: 'bad_id',
    before: undefined,
    limit: 50,
  });
  for (const query of ['stretch=9d', 'reason=because', 'before=now']) {
    expect(await problemOf(await list(await asked(`${PATH}?${query}`)))).toEqual([
      400,
      'bad_parameters',
    ]);
  }
});

test('one that is not there is a 404, a bucket that refuses is told in its words', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  desk.open.mockResolvedValue(null);
  expect(await problemOf(await openOne(await asked(`${PATH}/event?ref=x`)))).toEqual([
    404,
    'no_such_failed_event',
  ]);
  expect((await openOne(await asked(`${PATH}/event`))).status).toBe(400);
  desk.overview.mockRejectedValue(new Error('S3 bucket raw: list: AccessDenied'));
  const refused = await list(await asked(PATH));
  expect(refused.status).toBe(502);
  expect(await refused.json()).toMatchObject({ message: 'S3 bucket raw: list: AccessDenied' });
  error.mockClear();
});

test('a replay is tried or made as it says, in the name of whoever is signed in', async () => {
  const counts = { passed: 1 } as never;
  desk.tryReplay.mockResolvedValue({ ok: true, counts, record: null });
  desk.replay.mockResolvedValue({ ok: false, code: 'busy', message: 'wait' });
  const order = { from_ms: 1, to_ms: 2, reason: 'bad_id' };
  const tried = await replay(await asked(`${PATH}/replay`, { ...order, dry_run: true }));
  expect(await tried.json()).toEqual({ ok: true, counts, record: null });
  expect(desk.replay).not.toHaveBeenCalled();
  const made = await replay(await asked(`${PATH}/replay`, { ...order, dry_run: false }));
  expect(await problemOf(made)).toEqual([409, 'busy']);
  expect(desk.replay).toHaveBeenCalledWith({ fromMs: 1, toMs: 2, reason: 'bad_id' }, 'ada');
  expect(desk.tryReplay).toHaveBeenCalledTimes(1);
  for (const wrong of [
    { ...order },
    { ...order, dry_run: 'no' },
    { ...order, dry_run: true, to_ms: 1 },
    { ...order, dry_run: true, to_ms: 500 * 86_400_000 },
    { ...order, dry_run: true, reason: 'any' },
    { ...order, dry_run: true, everything: true },
    { ...order, dry_run: true, ref: 'x'.repeat(600) },
    7,
  ]) {
    const answer = await replay(await asked(`${PATH}/replay`, wrong));
    expect(await problemOf(answer), JSON.stringify(wrong)).toEqual([400, 'bad_parameters']);
  }
  expect(desk.replay).toHaveBeenCalledTimes(1);
});
