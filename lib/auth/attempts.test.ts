import { expect, test } from 'vitest';
import { createAttempts } from './attempts';

const MINUTE = 60_000;

function at(start = 0, options: { capacity?: number } = {}) {
  let now = start;
  const attempts = createAttempts({ clock: () => now, ...options });
  return {
    ...attempts,
    later: (ms: number) => {
      now += ms;
    },
  };
}

test('ten failures are allowed in any 15 minutes, then the wait is told', () => {
  const tries = at();
  for (let i = 0; i < 10; i++) {
    expect(tries.waitMs('a')).toBe(0);
    tries.failed('a');
    tries.later(MINUTE);
  }
  // The first failed ten minutes ago.
  expect(tries.waitMs('a')).toBe(5 * MINUTE);
  expect(tries.waitMs('b')).toBe(0);
  tries.later(5 * MINUTE - 1);
  expect(tries.waitMs('a')).toBe(1);
  tries.later(1);
  expect(tries.waitMs('a')).toBe(0);
  tries.failed('a');
  expect(tries.waitMs('a')).toBe(MINUTE);
});

test('remembers a bounded number of keys and forgets the longest unused', () => {
  const tries = at(0, { capacity: 3 });
  for (let i = 0; i < 10; i++) tries.failed('a');
  tries.failed('b');
  tries.failed('c');
  tries.failed('a');
  tries.failed('d');
  expect(tries.waitMs('a')).toBeGreaterThan(0);
  for (const key of ['e', 'f', 'g']) tries.failed(key);
  expect(tries.waitMs('a')).toBe(0);
});

test('a failure can be taken back, that one and no other', () => {
  const tries = at();
  for (let i = 0; i < 9; i++) tries.failed('a');
  const takeBack = tries.failed('a');
  expect(tries.waitMs('a')).toBeGreaterThan(0);
  takeBack();
  expect(tries.waitMs('a')).toBe(0);
  takeBack();
  tries.failed('a');
  expect(tries.waitMs('a')).toBe(0);
  tries.failed('a');
  expect(tries.waitMs('a')).toBeGreaterThan(0);
  const alone = tries.failed('b');
  tries.later(16 * MINUTE);
  alone();
  expect(tries.waitMs('b')).toBe(0);
});
