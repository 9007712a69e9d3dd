import { expect, test } from 'vitest';
import { MAX_RECENT, parseRecentlyViewed, reduceRecentlyViewed } from './recently-viewed';

const LIST = ['teapot-clay', 'scarf-plum'];
const see = (list: readonly string[], product_id: string) =>
  reduceRecentlyViewed(list, { type: 'see', product_id });

test('what is looked at comes first, and only once', () => {
  expect(see(LIST, 'kite-natural')).toEqual(['kite-natural', ...LIST]);
  expect(see(LIST, 'scarf-plum')).toEqual(['scarf-plum', 'teapot-clay']);
});

test('looking again at the last thing changes nothing', () => {
  expect(see(LIST, 'teapot-clay')).toBe(LIST);
});

test('only the latest few are kept, in storage too', () => {
  const full = Array.from({ length: MAX_RECENT }, (_, index) => `p${index}`);
  expect(see(full, 'new')).toEqual(['new', ...full.slice(0, -1)]);
  expect(parseRecentlyViewed(JSON.stringify([...full, 'more']))).toEqual(full);
});

test('what is no longer sold goes, and all of it on request', () => {
  const isKnown = (id: string) => id === 'scarf-plum';
  expect(reduceRecentlyViewed(LIST, { type: 'keep_known', isKnown })).toEqual(['scarf-plum']);
  expect(reduceRecentlyViewed(LIST, { type: 'clear' })).toEqual([]);
});
