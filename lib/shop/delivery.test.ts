import { describe, expect, test } from 'vitest';
import {
  type Address,
  COUNTRIES,
  checkAddress,
  deliveryCents,
  deliveryDays,
  FREE_DELIVERY_FROM_CENTS,
} from './delivery';

const ADDRESS: Address = {
  name: 'Ada Nought',
  email: '',
  street: 'Lindenallee 4',
  postcode: '10115',
  town: 'Berlin',
  country: 'DE',
};

describe('an address', () => {
  test('that is complete has no problems', () => {
    expect(checkAddress(ADDRESS)).toEqual({});
    expect(checkAddress({ ...ADDRESS, postcode: ' 3511 lx ', country: 'NL' })).toEqual({});
  });

  test.each(['name', 'street', 'postcode', 'town', 'country'] as const)(
    'without its %s says so there and nowhere else',
    (field) => {
      expect(Object.keys(checkAddress({ ...ADDRESS, [field]: '  ' }))).toEqual([field]);
    },
  );

  test('with a postcode of another country shows what one looks like', () => {
    expect(checkAddress({ ...ADDRESS, postcode: '1070' })).toEqual({
      postcode: 'Postcodes in Germany look like 10115.',
    });
  });

  test('without a house number asks for it', () => {
    expect(checkAddress({ ...ADDRESS, street: 'Lindenallee' }).street).toMatch(/house number/);
  });
});

test('every country accepts its own example, also in lower case', () => {
  for (const { code, example } of COUNTRIES) {
    const postcode = example.toLowerCase();
    expect(checkAddress({ ...ADDRESS, country: code, postcode })).toEqual({});
  }
});

describe('an e-mail address', () => {
  test('may be left out, and is taken where it is one', () => {
    expect(checkAddress({ ...ADDRESS, email: ' ada@example.org ' })).toEqual({});
  });

  test.each([
    ['ada', /has an @/],
    ['ada@example', /breaks off/],
  ])('%s is told what it lacks', (email, words) => {
    expect(checkAddress({ ...ADDRESS, email }).email).toMatch(words);
  });
});

test('delivery costs the same below the threshold, nothing from it on, and nothing for nothing', () => {
  const fee = deliveryCents(1);
  expect(fee).toBeGreaterThan(0);
  expect(deliveryCents(FREE_DELIVERY_FROM_CENTS - 1)).toBe(fee);
  expect(deliveryCents(FREE_DELIVERY_FROM_CENTS)).toBe(0);
  expect(deliveryCents(0)).toBe(0);
});

test('delivery days skip the weekend', () => {
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = (at: string) => {
    const { first, last } = deliveryDays(Date.parse(at));
    return [iso(first), iso(last)];
  };
  // A Thursday: Friday, Monday, Tuesday are the first three working days after it.
  expect(days('2026-11-26T23:30:00Z')).toEqual(['2026-12-01', '2026-12-03']);
  expect(days('2026-11-28T09:00:00Z')).toEqual(['2026-12-02', '2026-12-04']);
});
