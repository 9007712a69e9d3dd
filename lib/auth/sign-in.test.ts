import { expect, test } from 'vitest';
import { createSignInLimits, judgeSignIn, processSignInLimits, type SignInTry } from './sign-in';

const ADMIN = { user: 'admin', password: 'correct horse battery' };
const MINUTE = 60_000;

function door(start = 1_000_000) {
  let now = start;
  const limits = createSignInLimits(() => now);
  return {
    later: (ms: number) => {
      now += ms;
    },
    knock: (given: Partial<SignInTry>) =>
      judgeSignIn({ ...ADMIN, address: '10.0.0.1', ...given }, ADMIN, limits),
  };
}

test('lets the right user in with the right password', () => {
  expect(door().knock({})).toEqual({ ok: true, user: 'admin' });
});

test.each([
  [{ password: 'wrong' }],
  [{ password: '' }],
  [{ password: `${ADMIN.password} ` }],
  [{ user: 'Admin' }],
  [{ user: 'nobody' }],
  [{ user: 'nobody', password: 'wrong' }],
])('answers %j with one uniform error', (given) => {
  expect(door().knock(given)).toEqual({ ok: false, code: 'wrong' });
});

test('after ten failures an account waits, whatever the address and the password', () => {
  const { knock, later } = door();
  for (let i = 0; i < 10; i++) knock({ password: 'x', address: `10.0.0.${i}` });
  const limited = { ok: false, code: 'limited', waitMs: 15 * MINUTE };
  expect(knock({ address: '10.0.9.9' })).toEqual(limited);
  later(15 * MINUTE);
  expect(knock({ address: '10.0.9.9' }).ok).toBe(true);
});

test('after ten failures an address waits, whatever the account', () => {
  const { knock } = door();
  for (let i = 0; i < 10; i++) knock({ user: `guess${i}` });
  expect(knock({})).toMatchObject({ code: 'limited' });
  expect(knock({ address: '10.0.0.2' }).ok).toBe(true);
});

test('signing in often locks nobody out', () => {
  const { knock } = door();
  for (let i = 0; i < 50; i++) expect(knock({}).ok).toBe(true);
});

test('an unknown account is limited like a known one', () => {
  const { knock } = door();
  for (let i = 0; i < 10; i++) knock({ user: 'nobody', address: `10.0.0.${i}` });
  expect(knock({ user: 'nobody', address: '10.0.9.9' })).toMatchObject({ code: 'limited' });
});

test('the process has one set of limits', () => {
  expect(processSignInLimits(Date.now)).toBe(processSignInLimits(Date.now));
});
