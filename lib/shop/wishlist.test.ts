import { describe, expect, test } from 'vitest';
import { MAX_WISHES, parseWishlist, reduceWishlist } from './wishlist';

const LIST = ['teapot-clay', 'scarf-plum'];

describe('a wishlist', () => {
  test('takes what is new to its top, and what is known off', () => {
    const more = reduceWishlist(LIST, { type: 'toggle', product_id: 'kite-natural' });
    expect(more).toEqual(['kite-natural', ...LIST]);
    expect(reduceWishlist(more, { type: 'toggle', product_id: 'kite-natural' })).toEqual(LIST);
  });

  test('is the same object where nothing changes', () => {
    expect(reduceWishlist(LIST, { type: 'add', product_id: 'scarf-plum' })).toBe(LIST);
    expect(reduceWishlist(LIST, { type: 'remove', product_id: 'kite-natural' })).toBe(LIST);
    expect(reduceWishlist(LIST, { type: 'keep_known', isKnown: () => true })).toBe(LIST);
    const empty = parseWishlist(null);
    expect(reduceWishlist(empty, { type: 'clear' })).toBe(empty);
  });

  test('lets go of what is no longer sold, of one wish, and of all', () => {
    const isKnown = (id: string) => id !== 'teapot-clay';
    expect(reduceWishlist(LIST, { type: 'keep_known', isKnown })).toEqual(['scarf-plum']);
    expect(reduceWishlist(LIST, { type: 'remove', product_id: 'scarf-plum' })).toEqual([
      'teapot-clay',
    ]);
    expect(reduceWishlist(LIST, { type: 'clear' })).toEqual([]);
  });

  test('holds so many and no more, the newest', () => {
    const full = Array.from({ length: MAX_WISHES }, (_, index) => `p${index}`);
    const next = reduceWishlist(full, { type: 'add', product_id: 'new' });
    expect(next).toHaveLength(MAX_WISHES);
    expect(next[0]).toBe('new');
    expect(next).not.toContain(`p${MAX_WISHES - 1}`);
  });

  test.each(['', '{', 'null', '"teapot-clay"', '{"a":1}', '[1]', '[""]', `["${'x'.repeat(65)}"]`])(
    'stored as %s is empty',
    (stored) => {
      expect(parseWishlist(stored)).toEqual([]);
    },
  );

  test('comes back from storage, each wish once', () => {
    expect(parseWishlist(JSON.stringify([...LIST, 'teapot-clay']))).toEqual(LIST);
  });
});
