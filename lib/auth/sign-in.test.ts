import type * as crypto from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Account, createSignInDesk, processSignInDesk, type SignInTry } from './sign-in';

const scrypts = vi.hoisted(() => ({ running: 0, most: 0, calls: 0 }));

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  const scrypt = (password: string, salt: Buffer, bytes: number, done: ScryptDone) => {
    scrypts.calls += 1;
    scrypts.running += 1;
    scrypts.most = Math.max(scrypts.most, scrypts.running);
    // The cheapest cost there is: what is tested is who is hashed, and when.
    real.scrypt(password, salt, bytes, { N: 2, r: 1, p: 1 }, (error, key) => {
      scrypts.running -= 1;
      done(error, key);
    });
  };
  return { ...real, scrypt };
});

type ScryptDone = (error: Error | null, key: Buffer) => void;

const ADMIN: Account = { user: 'admin', password: 'correct horse battery', role: 'admin' };
const VIEWER: Account = { user: 'reader', password: 'staple gun and glue', role: 'viewer' };
const MINUTE = 60_000;

beforeEach(() => {
  Object.assign(scrypts, { running: 0, most: 0, calls: 0 });
});

function door(start = 1_000_000) {
  let now = start;
  const desk = createSignInDesk({ accounts: [ADMIN, VIEWER], clock: () => now });
  const { user, password } = ADMIN;
  return {
    desk,
    later: (ms: number) => {
      now += ms;
    },
    knock: (given: Partial<SignInTry>) =>
      desk.judge({ user, password, address: '10.0.0.1', ...given }),
  };
}

test('lets each account in with its own password and role', async () => {
  const { knock } = door();
  expect(await knock({})).toEqual({ ok: true, user: 'admin', role: 'admin' });
  const { user, password } = VIEWER;
  expect(await knock({ user, password })).toEqual({ ok: true, user: 'reader', role: 'viewer' });
});

test.each([
  [{ password: 'wrong' }],
  [{ password: '' }],
  [{ password: `${ADMIN.password} ` }],
  [{ password: VIEWER.password }],
  [{ user: 'Admin' }],
  [{ user: 'nobody' }],
  [{ user: '__proto__' }],
  [{ user: 'nobody', password: 'wrong' }],
])('answers %j with one uniform error, for the price of one hash', async (given) => {
  const { knock } = door();
  await knock({ user: 'first', password: 'come' });
  scrypts.calls = 0;
  expect(await knock(given)).toEqual({ ok: false, code: 'wrong' });
  expect(scrypts.calls).toBe(1);
});

test('after ten failures an account waits, whatever the address and the password', async () => {
  const { knock, later } = door();
  for (let i = 0; i < 10; i++) await knock({ password: 'x', address: `10.0.0.${i}` });
  const limited = { ok: false, code: 'limited', waitMs: 15 * MINUTE };
  expect(await knock({ address: '10.0.9.9' })).toEqual(limited);
  later(15 * MINUTE);
  expect((await knock({ address: '10.0.9.9' })).ok).toBe(true);
});

test('after ten failures an address waits, whatever the account', async () => {
  const { knock } = door();
  for (let i = 0; i < 10; i++) await knock({ user: `guess${i}` });
  expect(await knock({})).toMatchObject({ code: 'limited' });
  expect((await knock({ address: '10.0.0.2' })).ok).toBe(true);
});

test('the addresses of one IPv6 network are one', async () => {
  const { knock } = door();
  for (let i = 0; i < 10; i++) await knock({ user: `guess${i}`, address: `2001:db8::${i}` });
  expect(await knock({ address: '2001:db8::ffff' })).toMatchObject({ code: 'limited' });
  expect((await knock({ address: '2001:db8:0:1::1' })).ok).toBe(true);
});

test('tries made at once are counted like tries made in turn', async () => {
  const { knock } = door();
  const tries = Array.from({ length: 30 }, (_, i) => knock({ password: `guess ${i}` }));
  const codes = (await Promise.all(tries)).map((outcome) => !outcome.ok && outcome.code);
  expect(codes.filter((code) => code === 'wrong')).toHaveLength(10);
  expect(codes.filter((code) => code === 'limited')).toHaveLength(20);
});

test('one password is hashed at a time, and few may wait', async () => {
  const { knock } = door();
  await knock({});
  scrypts.most = 0;
  const tries = Array.from({ length: 200 }, (_, i) =>
    knock({ user: `guess${i}`, address: `10.0.${i}.1` }),
  );
  const codes = (await Promise.all(tries)).map((outcome) => !outcome.ok && outcome.code);
  expect(codes.filter((code) => code === 'wrong')).toHaveLength(32);
  expect(scrypts.most).toBe(1);
  expect((await knock({ address: '10.9.9.9' })).ok).toBe(true);
});

test('signing in often locks nobody out', async () => {
  const { knock } = door();
  for (let i = 0; i < 50; i++) expect((await knock({})).ok).toBe(true);
});

test('an unknown account is limited like a known one', async () => {
  const { knock } = door();
  for (let i = 0; i < 10; i++) await knock({ user: 'nobody', address: `10.0.0.${i}` });
  expect(await knock({ user: 'nobody', address: '10.0.9.9' })).toMatchObject({ code: 'limited' });
});

test('knows the role of each account and none of others', () => {
  const { desk } = door();
  expect(['admin', 'reader', 'nobody', 'toString'].map(desk.roleOf)).toEqual([
    'admin',
    'viewer',
    null,
    null,
  ]);
});

test('the process has one desk', () => {
  const make = () => createSignInDesk({ accounts: [], clock: Date.now });
  expect(processSignInDesk(make)).toBe(processSignInDesk(make));
});
