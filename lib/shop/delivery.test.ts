import { describe, expect, test } from 'vitest';
import { type Address, COUNTRIES, checkAddress } from './delivery';

const ADDRESS: Address = {
  name: 'Ada Nought',
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
