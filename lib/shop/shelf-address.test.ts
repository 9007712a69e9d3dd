import { describe, expect, test } from 'vitest';
import { readShelfAddress, shelfAddress } from './shelf-address';
import { WHOLE_SHELF } from './shelf-query';

const PATH = '/category/table';

describe('the address of a shelf', () => {
  test.each([
    ['its first page', {}, PATH],
    ['its third page', { page: 3 }, '/category/table/page/3'],
    ['a filter', { tones: ['sage'] }, '/category/table?tone=sage'],
    [
      'a page of what is filtered',
      { tones: ['sage'], page: 2 },
      '/category/table?tone=sage&page=2',
    ],
    ['a page of what is sorted', { sort: 'new', page: 2 }, '/category/table?sort=new&page=2'],
  ] as const)('is written for %s and read again', (_, change, address) => {
    const query = { ...WHOLE_SHELF, ...change };
    expect(shelfAddress(PATH, query)).toBe(address);
    const [pathname = '', search = ''] = address.split('?');
    expect(readShelfAddress(pathname, search)).toEqual(query);
  });

  test('of old, with its page in the query, still leads there', () => {
    expect(readShelfAddress(PATH, 'page=2').page).toBe(2);
    expect(readShelfAddress(`${PATH}/page/3`, 'page=2').page).toBe(2);
  });

  test('with a page that is none is the first', () => {
    expect(readShelfAddress(`${PATH}/page/0`, '').page).toBe(1);
    expect(readShelfAddress(`${PATH}/page/x`, '').page).toBe(1);
  });
});
