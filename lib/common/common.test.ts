import { describe, expect, test } from 'vitest';
import { formatMoney, toDecimal } from './money';
import { createRng } from './rng';
import { type RunClaim, signRunToken, verifyRunToken } from './run-token';
import { isUuidV7, uuidV7, uuidV7Time } from './uuid';

describe('UUIDv7', () => {
  test('carries its time, sorts by it and has version and variant', () => {
    const time = Date.parse('2026-11-22T08:15:40.123Z');
    const [early, late] = [uuidV7(time), uuidV7(time + 1)];
    expect(isUuidV7(early)).toBe(true);
    expect(uuidV7Time(early)).toBe(time);
    expect(early < late).toBe(true);
    expect(uuidV7(time)).not.toBe(early);
  });

  test('is told from other texts', () => {
    for (const other of [
      '',
      '00000000-0000-0000-0000-000000000000',
      '019ab4d2-5b3b-4abc-8def-0123456789ab',
    ]) {
      expect(isUuidV7(other)).toBe(false);
    }
  });
});

describe('seeded randomness', () => {
  test('repeats with its seed and differs with another', () => {
    const draws = (seed: number) => Array.from({ length: 5 }, createRng(seed));
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    for (const value of draws(7)) expect(value >= 0 && value < 1).toBe(true);
  });

  test('is spread evenly', () => {
    const rng = createRng(1);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const cell = Math.floor(rng() * 10);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe('run token', () => {
  const claim: RunClaim = { actor: 'bot', run_id: 'run-7', exp: 1000 };
  const token = signRunToken(claim, 'secret');

  test('gives its claim back until it expires', () => {
    expect(verifyRunToken(token, 'secret', 999)).toEqual(claim);
    expect(verifyRunToken(token, 'secret', 1000)).toBeNull();
  });

  test.each([
    ['another secret', token, 'other'],
    ['a changed claim', `x${token}`, 'secret'],
    ['a cut signature', token.slice(0, -2), 'secret'],
    ['no signature', token.split('.')[0] ?? '', 'secret'],
    ['nothing', '', 'secret'],
    ['a third part', `${token}.x`, 'secret'],
    [
      'an actor outside the list',
      signRunToken({ ...claim, actor: 'admin' as never }, 'secret'),
      'secret',
    ],
    [
      'a run id outside the alphabet',
      signRunToken({ ...claim, run_id: 'a b' }, 'secret'),
      'secret',
    ],
    ['a very long text', 'x'.repeat(10_000), 'secret'],
  ])('is worth nothing with %s', (_what, text, secret) => {
    expect(verifyRunToken(text, secret, 0)).toBeNull();
  });
});

describe('money', () => {
  test('is whole cents inside and a decimal on the wire', () => {
    expect(toDecimal(1999)).toBe(19.99);
    expect(formatMoney(1999)).toBe('€19.99');
  });

  test.each(['en-IE', 'en-GB', 'en-US-u-nu-latn', 'en-CA', 'en-NZ', 'en-AU', 'de-DE', 'hi-IN'])(
    'is written in %s as Intl writes it',
    (locale) => {
      const intl = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
      const rng = createRng(7);
      const random = Array.from(
        { length: 500 },
        (_, n) => Math.round((rng() - 0.2) * 10 ** (n % 11)) + 0,
      );
      for (const cents of [0, 1, -1, 99, 100, 99_999, 100_000, -123_456_789, ...random]) {
        expect(formatMoney(cents, locale)).toBe(intl.format(cents / 100));
      }
    },
  );
});
